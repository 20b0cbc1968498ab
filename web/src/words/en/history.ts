/** The years: the answer under one baseline and under another, and every track on one sheet. */
export const history = {
  "history.baseline.own": "The facility's own",
  "history.answer": "What the newest look comes to",
  "history.answer.own": "Own baseline",
  "history.answer.other": "Under this window",
  "history.answer.usual": "Cars on a usual day",
  "history.answer.p": "Probability of a count this high, were nothing out of the ordinary",
  "history.answer.evidence": "Evidence for a lasting rise",
  "history.answer.onset": "The rise began",
  "history.answer.range": "{low} to {high}",
  "history.answer.tier": "{evidence} ({tier})",
  "history.answer.none": "no rise",
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
