import { BRIEF_SENTENCES } from "./sentences-brief.ts";

/**
 * Every sentence that a report can print, by key, with the names of the values that its message prints. The catalogues
 * (`adapters/render/messages/<language>`) hold one whole message for each; a test compares them with this table.
 *
 * Formats: see {@link PrintedValue}. A value that chooses words (`precision`, `tier`, `reason`) is a "choice"; its
 * possible values stand behind the key.
 */
export const SENTENCES = {
  // Key findings: what stood there
  "newest.counted": ["date", "facility", "cars", "low", "high", "level"],
  "newest.counted-none": ["date", "facility", "level"],
  /** One number holds the probability asked for. */
  "newest.counted-exactly": ["date", "facility", "cars", "level"],
  /** A reader checked every car. */
  "newest.counted-read": ["date", "facility", "cars", "reader"],
  /** In the brief as well: the cars that were seen lead where much of the track is hidden; low to high is the whole count. */
  "newest.counted-part": ["date", "facility", "cars", "share", "low", "high", "level"],
  "newest.counted-part-read": ["date", "facility", "cars", "share", "low", "high", "level", "reader"],
  "newest.withheld": ["date", "facility"],
  // In the brief as well, after a newest look that was withheld: the newest one with a count
  "newest.last-count": ["date", "cars", "low", "high", "level"],
  "newest.last-count-part": ["date", "cars", "share", "low", "high", "level"],
  "newest.last-count-exactly": ["date", "cars", "level"],
  "newest.last-count-read": ["date", "cars", "reader"],
  /** precision: exact | about | at-least | at-most | at-least-about | at-most-about. `until` is the same as `date` for one image. */
  "newest.published": ["date", "facility", "publisher", "cars", "precision"],
  /** Counts of one day that cannot all be right. Precisions: as newest.published. chosen: named | nearest | none (nothing was judged) */
  "published.disagree": ["publishers", "date", "low", "lowPrecision", "high", "highPrecision", "chosen"],
  /** A figure dated to a month, which is of one day of it. Precisions here and below: as newest.published. */
  "published.month": ["month", "facility", "publisher", "cars", "precision"],
  /** One image of a period, on whichever day. */
  "published.once": ["from", "to", "facility", "publisher", "cars", "precision"],
  "published.period": ["from", "to", "facility", "publisher", "cars", "precision"],
  /** In the brief as well: right after what rests on a source of grade E, F, 5 or 6. of: count | period | both */
  "published.weak": ["of", "publisher", "reliability", "credibility", "reason"],
  "tracks.empty": ["empty", "tracks"],
  "types.mix": ["tank", "covered", "open", "flat", "locomotive", "unknown"],
  "looks.all": ["looks", "counted", "withheld", "from", "to"],
  "published.all": ["entries", "publishers", "from", "to"],
  "synthetic.notice": ["facility"],
  // Key findings: how unusual
  "baseline.usual": ["looks", "from", "to", "low", "high", "level"],
  /** In place of baseline.usual where a publisher did not say how many images a period holds; `assumed`: how many are taken for them. */
  "baseline.images-assumed": ["looks", "from", "to", "low", "high", "level", "assumed"],
  /** Of records up to 0.7.0, which are printed as they were: `looks` stands for the images of the periods and all others. */
  "baseline.assumed": ["looks", "from", "to", "low", "high", "level"],
  /** In the brief as well: of counts of how many regimes the usual range is; none: none | some of it are under no regime. */
  "baseline.regimes": ["regimes", "first", "last", "none"],
  /** What a regime is: `to` the last day of one that is over. */
  "regime.lasting": ["regime", "from"],
  "regime.past": ["regime", "from", "to"],
  /** In the brief as well: published figures behind the usual range that rest on sources of grade E, F, 5 or 6. */
  "baseline.weak": ["weak", "of"],
  /** The analyst has declared no regimes, and the usual range holds a break that the program sees. */
  "baseline.level-changed": ["from"],
  "baseline.levels-changed": ["times", "first", "last"],
  "baseline.too-few": ["usable", "needed"],
  "baseline.too-few-smallest": ["times"],
  "unusual.probability": ["date", "p"],
  /** In the brief as well. */
  "unusual.ordinary": ["date"],
  /** After it where there are several windows to judge by: the probability is the largest of theirs. */
  "unusual.windows": ["windows"],
  "unusual.rank": ["date", "above", "of"],
  /** After it, of a count above all that it is ranked with: what ranks alone say. */
  "unusual.rank-chance": ["date", "chance"],
  /** In its place where more of them exceed the count than it exceeds. */
  "unusual.rank-low": ["date", "below", "of"],
  /** In place of either where earlier counts of the whole yard are of other regimes. none: as baseline.regimes */
  "unusual.rank-regime": ["date", "above", "of", "regime", "none"],
  "unusual.rank-low-regime": ["date", "below", "of", "regime", "none"],
  "sensitivity.probability": ["low", "high"],
  /** `p`: from which probability on a count is called unremarkable. */
  "sensitivity.missed-at": ["share", "p"],
  /** Of records up to 0.4.0, which are printed as they were. */
  "sensitivity.missed": ["share"],
  /** tier: none | watch | alarm | firm | ended */
  "rise.tier": ["tier", "evidence"],
  /** Where a fall is told, in place of the rise's or beside it. tier: none | watch | alarm | firm | ended */
  "fall.tier": ["tier", "evidence"],
  /** After either, at the alarm or firm: the bound on false alarms of watching. direction: rise | fall */
  "rise.false-alarms": ["direction", "threshold", "looks"],
  /** In place of either, and in the brief, where a change has ended and another one the same way is possible. direction: rise | fall */
  "rise.again": ["direction", "evidence"],
  /**
   * In place of either where there is no sign of the change that is told and one may lie before the looks that were judged.
   * part: newest | regime | some (judgedPart); records up to 0.6.0 say period for regime. onset: told | not-told. direction: rise | fall
   */
  "judged.part": ["part", "date", "looks", "from", "onset", "direction", "evidence"],
  /** In place of either, where an earlier look stood at the alarm and this one at nothing. direction: rise | fall */
  "rise.fell-back": ["direction", "evidence"],
  /** In place of unusual.probability, where a fall is told. */
  "fall.probability": ["date", "p"],
  /** direction: rise | fall */
  "rise.onset": ["direction", "low", "high", "level"],
  /** In its place, where the evidence for the change is below that of a sign. */
  "rise.onset-unsure": ["direction", "low", "high", "level"],
  /** In its place, where there is a sign of the change and no alarm. */
  "rise.onset-possible": ["direction", "low", "high", "level"],
  /** After rise.onset, where ramps were worked out. shape: step | ramp | undecided. `probability`: of a step. direction: rise | fall */
  "rise.shape": ["direction", "shape", "probability"],
  "rise.none": ["date"],
  "rise.ratio": ["low", "median", "high", "level"],
  "rise.ratio-ended": ["low", "median", "high", "level"],
  "rise.ratio-possible": ["low", "median", "high", "level"],
  /** After a fall shares of what there was before; records up to 0.6.0 tell them as times. */
  "fall.ratio": ["low", "median", "high", "level"],
  "fall.ratio-ended": ["low", "median", "high", "level"],
  "fall.ratio-possible": ["low", "median", "high", "level"],
  /** Beside any of these, where another change had ended before. direction of that: rise | fall */
  "rise.before": ["direction", "until"],
  /** In the brief as well. `until`: first look that shows the usual level. direction: rise | fall */
  "rise.ended": ["direction", "until"],
  /** In its place where no look from `until` on can tell of the usual level. */
  "rise.ended-by": ["direction", "until"],
  /** direction, here and of events: rise | fall | possible-rise | possible-fall; here past-rise | past-fall where it is over. `gained` and `lost`: a car type, or a publisher's class. */
  "types.changed": [
    "direction",
    "probability",
    "gained",
    "gainedBefore",
    "gainedAfter",
    "lost",
    "lostBefore",
    "lostAfter",
    "looksBefore",
    "looksAfter",
  ],
  /** verdict: same | undecided */
  "types.not-changed": ["direction", "verdict", "probability", "looksBefore", "looksAfter"],
  /** Order in time only; never a cause. `events`: how many there are, as many as dates are drawn. */
  "event.before-onset-of": ["event", "date", "days", "direction", "events", "chance"],
  /** Of records up to 0.10.0, which are printed as they were. */
  "event.before-onset": ["event", "date", "days", "direction", "chance"],
  "event.after-onset": ["event", "date", "days", "direction", "level"],
  /** The event lies within the days in which the rise may have begun: which came first cannot be said. */
  "event.undecided": ["event", "date", "direction", "follows", "precedes"],
  /** After each of them: the looks after the event against those up to it; of fewer cars as a share. */
  "event.ratio": ["event", "date", "low", "median", "high", "level"],
  "event.ratio-share": ["event", "date", "low", "median", "high", "level"],
  // What cannot be seen
  "cannot.covered": ["covered", "cars", "date"],
  /** In its place where as many cars as are listed one by one is another number than the count. */
  "cannot.covered-listed": ["covered", "cars", "date"],
  "cannot.covered-said": ["by"],
  "cannot.canopy": ["metres", "tracks"],
  "cannot.hidden": ["share", "date"],
  /** What two points must be apart to be seen as two: twice the ground sample distance (Nyquist). */
  "cannot.resolution": ["gsd", "separable", "date"],
  "cannot.gap": ["days", "from", "to"],
  "cannot.withheld": ["withheld", "looks"],
  "cannot.direction": ["facility"],
  "cannot.class": ["unknown", "cars", "date"],
  "cannot.class-said": ["by"],
  /** The counts by type come to fewer or more cars than the count allows. */
  "cannot.types": ["sum", "cars", "date"],
  /** In its place where much of the track is hidden: cars are those that were seen. */
  "cannot.types-part": ["sum", "cars", "date"],
  "cannot.no-image": ["facility"],
  "cannot.method-fault": ["fault"],
  "cannot.analyst": ["text", "by"],
  // The judgement, likelihood. `hypothesis` is a noun phrase; `likelihood` also chooses forms by its band's id
  "judgement.likelihood": ["by", "hypothesis", "likelihood"],
  /** Where the matrix contradicts others less. place: between | last */
  "judgement.not-leading": ["ahead", "place"],
  "judgement.reason": ["reason"],
  /** What somebody else judges, as the claim words it. original: language of what they said; none: it is summed up */
  "judgement.others-said": ["by", "statement", "original", "date"],
  /** Of records up to 0.5.0, which are printed as they were. */
  "judgement.others": ["by", "hypothesis", "word", "date"],
  // The judgement, confidence
  /** confidence: low | moderate | high */
  "judgement.confidence": ["confidence"],
  /** Where it is lower than the analyst said; the sentences of so many reasons that lowered it come next. said: low | moderate | high */
  "confidence.lowered": ["by", "said", "confidence", "reasons"],
  /** reason: the codes of ConfidenceReason */
  "confidence.reason": ["reason"],
  // What would change our mind
  "mind.prediction": ["hypothesis", "prediction"],
  "mind.cannot-be-seen": ["hypothesis", "prediction"],
  "mind.next-look-fortnight": ["cars"],
  /** Of records up to 0.5.0, which are printed as they were. */
  "mind.next-look-confirms": ["cars"],
  "mind.next-look-ends": ["cars"],
  "mind.smallest-rise": ["times"],
  /** In its place where none that was tried would have done. */
  "mind.smallest-none": [],
  // Hypotheses
  "matrix.least-contradicted": ["hypothesis", "rivals"],
  "matrix.tied": ["first", "second"],
  "matrix.row-decides": ["row"],
  "matrix.robust": ["rows"],
  /** The mix of types changed, and no row of the matrix rests on it. direction: as types.changed */
  "matrix.types-unrated": ["direction", "probability"],
  // Quantities
  "computation.over": ["title", "rate", "ratePrecision", "time", "outcome", "precision"],
  "computation.sum": ["title", "outcome", "precision"],
  "computation.difference": ["title", "from", "fromPrecision", "subtract", "subtractPrecision", "outcome", "precision"],
  "computation.share": ["title", "part", "partPrecision", "whole", "wholePrecision", "outcome", "precision"],
  "computation.range": ["title", "low", "high"],
  "computation.weakest": ["title", "reliability", "credibility"],
  // Sources
  "sources.origins": ["origins", "publishers", "sources"],
  /** Of records up to 0.5.0, which are printed as they were. */
  "sources.independent": ["origins", "sources"],
  "sources.repeated": ["publisher", "repeats"],
  "sources.contradiction": ["one", "other"],
  // Law
  "law.resolution": ["number", "date", "for", "against", "abstained"],
  "law.provision": ["number", "paragraph", "summary"],
  "law.no-advice": [],
  // Method
  "method.used": ["method", "looks"],
  /** One for each method by which the facility was counted too. */
  "method.other-series": ["method", "other"],
  "method.accuracy": ["measure", "score", "on"],
  "method.not-measured": ["method"],
  "method.published-only": ["facility"],
  // Revisions
  "revision.first": ["number", "date"],
  "revision.unchanged": ["number", "date"],
  /**
   * `sentence` is a finding's id, printed as that sentence: of this record, or (gone) of the revision before. `since`: the
   * number of the revision before; in records up to 0.4.0 its day.
   */
  "revision.number": ["sentence", "name", "was", "now", "since"],
  "revision.appeared": ["sentence", "since"],
  "revision.gone": ["sentence", "since"],
  "revision.why": ["reason"],
  // What the report is made from now and was not before, and the other way round
  /** `reason`: as its reader wrote it. */
  "revision.corrected": ["date", "by", "reason"],
  "revision.looks-added": ["looks", "from", "to"],
  "revision.looks-gone": ["looks"],
  "revision.published-added": ["entries", "from", "to"],
  "revision.published-gone": ["entries"],
  "revision.method": ["was", "now"],
  "revision.claims-added": ["claims"],
  "revision.claims-gone": ["claims"],
  ...BRIEF_SENTENCES,
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type SentenceKey = keyof typeof SENTENCES;
export type SentenceValueNames<K extends SentenceKey> = (typeof SENTENCES)[K][number];
