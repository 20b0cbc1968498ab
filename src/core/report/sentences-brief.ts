/**
 * The sentences that the news brief alone prints; it takes some of `sentences.ts` as well, marked there. It has eight to twelve.
 * Messages: messages/<language>/brief.ts
 */
export const BRIEF_SENTENCES = {
  "brief.rise": ["facility", "publisher", "published", "days", "event", "date"],
  "brief.count": ["publisher", "facility", "date", "floor", "cars", "years", "usualBy", "usual"],
  /** original: as judgement.others-said */
  "brief.judgement-said": ["by", "statement", "original", "covers"],
  /** Of records up to 0.5.0, which are printed as they were. */
  "brief.judgement-others": ["by", "word", "hypothesis", "covers"],
  /** `days` before the report in `publisher`'s words; one is "the day before". */
  "brief.official": ["by", "date", "days", "statement"],
  "brief.concern": ["by", "statement"],
  "brief.sanctions-stocks": ["by", "sanctions", "stocks"],
  "brief.quantities": ["production", "useBy", "use", "usePrecision"],
  "brief.quantities-follow": ["yearlyUse", "share", "gap", "precision"],
  "brief.denial": ["by", "denial", "hintBy", "hint"],
  "brief.law": ["by", "statement", "resolutions", "first", "last"],
  "brief.ours": ["hypothesis", "likelihood"],
  "brief.ours-confidence": ["confidence"],
  "brief.synthetic": ["facility"],
  "brief.counted": ["facility", "date", "cars", "low", "high", "level"],
  "brief.counted-none": ["facility", "date", "level"],
  "brief.counted-exactly": ["facility", "date", "cars", "level"],
  "brief.counted-read": ["facility", "date", "cars", "reader"],
  "brief.withheld-newest": ["facility", "date"],
  /** turn: first | further. reason: the codes of WithholdReason */
  "brief.withheld-reason": ["turn", "reason"],
  "brief.tracks": ["tracks", "empty", "track", "most"],
  /** precision: as newest.published */
  "brief.published": ["publisher", "facility", "date", "cars", "precision"],
  /** As published.disagree. */
  "brief.disagree": ["publishers", "date", "low", "lowPrecision", "high", "highPrecision", "chosen"],
  /** As published.month and published.once. */
  "brief.month": ["publisher", "facility", "month", "cars", "precision"],
  "brief.once": ["publisher", "facility", "from", "to", "cars", "precision"],
  "brief.period": ["publisher", "facility", "from", "to", "cars", "precision"],
  "brief.published-all": ["entries", "publishers", "from", "to"],
  "brief.published-alone": [],
  /** A range, a mean, lengths of trains: no one number of cars. */
  "brief.published-unlike": ["publisher", "facility"],
  "brief.nothing": ["facility"],
  "brief.looks": ["looks", "counted", "withheld", "from", "to"],
  "brief.looks-all": ["looks", "from", "to"],
  "brief.looks-none": ["looks", "from", "to"],
  "brief.look-alone": [],
  "brief.usual": ["low", "high", "level", "looks"],
  /** As baseline.images-assumed. */
  "brief.images-assumed": ["low", "high", "level", "looks", "assumed"],
  /** As baseline.assumed. */
  "brief.assumed": ["low", "high", "level", "looks"],
  "brief.level-changed": ["from"],
  "brief.levels-changed": ["times", "first", "last"],
  "brief.too-few": ["usable", "needed"],
  /** Nothing was assessed: no look gave a count, and no published count is of a day. */
  "brief.no-comparison": [],
  "brief.unusual": ["p"],
  /** In place of brief.unusual where a fall is told. */
  "brief.unusual-low": ["p"],
  "brief.onset": ["direction", "low", "high", "level"],
  "brief.onset-unsure": ["direction", "low", "high", "level"],
  "brief.onset-possible": ["direction", "low", "high", "level"],
  /** Of records up to 0.4.0, which are printed as they were; rise.ended since. */
  "brief.ended": ["direction"],
  "brief.no-rise": ["date"],
  /** As judged.part, and in place of brief.no-rise. */
  "brief.judged": ["part", "date", "looks", "from", "onset"],
  /** Order in time only; never a cause. */
  "brief.event": ["event", "date", "days"],
  /** Where that the change began before the event is negligible, and of records up to 0.6.0. */
  "brief.event-undecided": ["event", "date", "direction", "follows"],
  "brief.event-either": ["event", "date", "direction", "follows", "precedes"],
  "brief.types-not-told": ["sum", "cars"],
  "brief.types-not-told-part": ["sum", "cars"],
  "brief.types": ["covered", "open", "tank", "flat", "locomotive", "unknown"],
  "brief.covered-loads": ["covered", "cars"],
  "brief.covered-loads-listed": ["covered", "cars"],
  "brief.resolution": ["gsd", "separable"],
  /** In its place where the newest look gave no count: of the image of the newest count, which is told. */
  "brief.resolution-on": ["gsd", "separable", "date"],
  "brief.direction": ["facility"],
  "brief.gap": ["days", "from", "to"],
  /** Where no gap is longer than another. */
  "brief.gap-same": ["days", "gaps"],
  "brief.no-image": ["facility"],
  "brief.hidden": ["share"],
  "brief.canopy": ["metres"],
  "brief.cargo": [],
  "brief.classes": [],
  /** north: north | south. east: east | west */
  "brief.place": ["latitude", "north", "longitude", "east"],
  "brief.drawn": ["tracks", "length"],
  "brief.method": ["method"],
  "brief.accuracy": ["measure", "score", "on"],
  "brief.method-not-measured": ["method"],
  "brief.fault": ["fault"],
  "brief.origins": ["origins", "publishers", "sources"],
  /** Of records up to 0.5.0, which are printed as they were. */
  "brief.independent": ["origins", "sources"],
  "brief.mind": ["hypothesis", "prediction"],
  "brief.no-judgement": [],
} as const satisfies Readonly<Record<string, readonly string[]>>;
