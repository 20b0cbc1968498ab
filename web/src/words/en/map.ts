/** The list and the map of all facilities. */
export const map = {
  "map.label":
    "Map of the facilities. Arrows move it, plus and minus change its size; the list below holds the same facilities.",
  "map.show": "Map",
  "map.only-these": "List only what the map shows",
  "map.natural-earth": "Outlines: Natural Earth. They say nothing of whose land it is.",
  "map.ground": "The ground of the map",
  "map.tiles": "Address of your own tiles with '{x}', '{y}' and '{z}', Web Mercator; empty: outlines of countries",
  "map.attribution": "Whom to thank, as the licence of the tiles wants it; shown on the map",
  "map.ground.how":
    "Tiles are fetched by the server and passed on: browsers speak to this server alone. A server of your own network must be listed under “parts.fetch.allowPrivate” in settings.json.",
  "map.first-tile": "The first tile, as the server gets it",
  "facilities.sort.evidence": "Strength of evidence",
  "facilities.next-look": "Next acquisition",
  "facilities.about": "about {day}",
  "facilities.was-due": "was due about {day}",
  "facilities.pace.why":
    "At the usual pace of its looks: the newest, and the median gap after it. What suppliers plan is not known.",
  "facilities.searched": "searched {day}",
  "facilities.further": "Next page",
  "facilities.first": "First page",
} as const;
