/** The years: the answer under one baseline and under another, and every track on one sheet. */
export const history = {
  "history.baseline.own": "The facility's own",
  "history.published.drawn":
    "{drawn, plural, one {One of them is drawn} other {# of them are drawn}}: those that are one number, of the ground that is assessed; a line alone speaks of a period, an open end is “at least” or “at most”. All stand with their sources in the report.",
  "history.answer": "What the newest look comes to",
  "history.answer.own": "Own baseline",
  "history.answer.other": "Under this window",
  "history.answer.usual": "Cars on a usual day",
  "history.answer.of": "What the look of {day} comes to",
  "history.answer.p.rise": "Probability of a count this high, were nothing out of the ordinary",
  "history.answer.p.fall": "Probability of a count this low, were nothing out of the ordinary",
  "history.answer.evidence.rise": "Evidence for a lasting rise",
  "history.answer.evidence.fall": "Evidence for a lasting fall",
  "history.answer.onset.rise": "The rise began",
  "history.answer.onset.fall": "The fall began",
  "history.answer.onset.rise.unsure": "If there was a rise, it began",
  "history.answer.onset.fall.unsure": "If there was a fall, it began",
  "history.answer.range": "{low} to {high}",
  "history.answer.tier": "{evidence} ({tier})",
  "history.answer.none.rise": "no rise",
  "history.answer.none.fall": "no fall",
  "history.track.large": "Show one track large",
  "history.sheet":
    "{tracks, plural, one {# track} other {# tracks}}, {looks, plural, one {# look} other {# looks}}: position along the track across, time downwards",
  "history.sheet.sure": "a car, surely",
  "history.sheet.unsure": "perhaps",
  "history.sheet.alternative":
    "What stood where on {tracks, plural, one {# track} other {# tracks}} over {looks, plural, one {# look} other {# looks}}; the list above opens a track with its days",
  "history.pointed": "{name}, {day}: {cars, plural, one {# car} other {# cars}}",
  "history.pointed.withheld": "{name}, {day}: withheld",
} as const;
