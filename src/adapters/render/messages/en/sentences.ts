/** The sentences of a report but its news brief: keys and values as in core/report/sentences.ts. */
export const sentences = {
  "newest.counted":
    "On {date}, {cars, plural, one {{cars} car} other {{cars} cars}} stood at {facility}; {level} of the probability lies between {low} and {high}.",
  "newest.counted-none": "On {date}, no cars stood at {facility}, with a probability of at least {level}.",
  "newest.counted-exactly":
    "On {date}, exactly {cars, plural, one {{cars} car} other {{cars} cars}} stood at {facility}, with a probability of at least {level}.",
  "newest.counted-read":
    "On {date}, {cars, plural, =0 {no cars} one {{cars} car} other {{cars} cars}} stood at {facility}, as read by {reader}.",
  "newest.counted-part":
    "On {date}, {cars, plural, =0 {no cars were} one {{cars} car was} other {{cars} cars were}} seen at {facility}, on the {share} of the track that could be seen; with what the rest may hold, {level} of the probability lies between {low} and {high} cars.",
  "newest.counted-part-read":
    "On {date}, {cars, plural, =0 {no cars were} one {{cars} car was} other {{cars} cars were}} seen at {facility} by {reader}, on the {share} of the track that could be seen; with what the rest may hold, {level} of the probability lies between {low} and {high} cars.",
  "newest.withheld": "No count is given for {facility} on {date}: the image did not allow one.",
  "newest.last-count":
    "The newest count is that of {date}: {cars, plural, =0 {no cars} one {{cars} car} other {{cars} cars}}; {level} of the probability lies between {low} and {high}.",
  "newest.last-count-part":
    "The newest count is that of {date}: {cars, plural, =0 {no cars were} one {{cars} car was} other {{cars} cars were}} seen on the {share} of the track that could be seen; with what the rest may hold, {level} of the probability lies between {low} and {high} cars.",
  "newest.last-count-exactly":
    "The newest count is that of {date}: exactly {cars, plural, =0 {no cars} one {{cars} car} other {{cars} cars}}, with a probability of at least {level}.",
  "newest.last-count-read":
    "The newest count is that of {date}: {cars, plural, =0 {no cars} one {{cars} car} other {{cars} cars}}, as read by {reader}.",
  "newest.published":
    "{publisher} counted {precision, select, at_least {at least } at_least_about {at least about } at_most_about {at most about } at_most {at most } about {about } other {}}{cars, plural, one {{cars} car} other {{cars} cars}} at {facility} in an image of {date}.",
  "published.disagree":
    "{publishers, plural, one {The counts of one publisher differ on {date}} other {{publishers} publishers disagree on {date}}}: the lowest count is {lowPrecision, select, at_least {at least } at_least_about {at least about } at_most_about {at most about } at_most {at most } about {about } other {}}{low}, the highest {highPrecision, select, at_least {at least } at_least_about {at least about } at_most_about {at most about } at_most {at most } about {about } other {}}{high}{chosen, select, none {} named {; judged here is the one that the analyst named} other {; judged here is the one nearest to the usual}}.",
  "published.month":
    "In {month}, {publisher} counted {precision, select, at_least {at least } at_least_about {at least about } at_most_about {at most about } at_most {at most } about {about } other {}}{cars, plural, =0 {no cars} one {{cars} car} other {{cars} cars}} at {facility}; on which day is not known.",
  "published.once":
    "On a day between {from} and {to}, {publisher} counted {precision, select, at_least {at least } at_least_about {at least about } at_most_about {at most about } at_most {at most } about {about } other {}}{cars, plural, =0 {no cars} one {{cars} car} other {{cars} cars}} at {facility}.",
  "published.period":
    "From {from} to {to}, {publisher} {precision, select, at_least {never saw fewer than } at_least_about {never saw fewer than about } at_most_about {never saw more than about } at_most {never saw more than } about {saw about } other {saw }}{cars, plural, one {{cars} car} other {{cars} cars}} at {facility}.",
  "published.weak":
    "{of, select, both {Both figures rest} period {That figure rests} other {That count rests}} on a source of {publisher} that is graded {reliability}{credibility} on the Admiralty scale: {reason}",
  "tracks.empty":
    "{empty, plural, =0 {No track of the {tracks} was empty.} one {{tracks, plural, one {The only track was empty.} other {{empty} of {tracks} tracks was empty.}}} other {{empty} of {tracks} tracks were empty.}}",
  "types.mix":
    "By type: {covered} box or covered, {open} open, {tank} tank, {flat} flat or container, {locomotive} locomotive or passenger, and {unknown} that cannot be told.",
  "looks.all":
    "The series holds {looks, plural, one {{looks} look, of {from}} other {{looks} looks from {from} to {to}}}: {counted} counted{withheld, plural, =0 {} one {, {withheld} withheld} other {, {withheld} withheld}}.",
  "published.all":
    "The published record holds {entries, plural, one {{entries} count} other {{entries} counts}} by {publishers, plural, one {{publishers} publisher} other {{publishers} publishers}}{entries, plural, one {} other {, from {from} to {to}}}.",
  "synthetic.notice": "{facility} is a synthetic yard: it does not exist, and its images were made by a program.",

  "baseline.usual":
    "Going by {looks, plural, one {{looks} look} other {{looks} looks}} from {from} to {to}, a usual day shows between {low} and {high} cars, at a level of {level}.",
  "baseline.images-assumed":
    "Going by {looks, plural, one {{looks} look} other {{looks} looks}}, a usual day shows between {low} and {high} cars, at a level of {level}; how many images lie behind what was published of the time from {from} to {to} is not known, and {assumed, plural, one {{assumed} is} other {{assumed} are}} assumed.",
  "baseline.assumed":
    "How many images lie behind the published figures from {from} to {to} is not known; taking them for {looks, plural, one {{looks} image} other {{looks} images}}, a usual day shows between {low} and {high} cars, at a level of {level}.",
  "baseline.regimes":
    "{regimes, plural, one {That range is of counts under “{first}”, a regime that the analyst declared} =2 {That range mixes counts under “{first}” and under “{last}”, regimes that the analyst declared} other {That range mixes counts under {regimes} regimes that the analyst declared, from “{first}” to “{last}”}}{none, select, some {, and counts under none} other {}}.",
  "regime.lasting": "The regime “{regime}”, as the analyst declared it, is from {from} on.",
  "regime.past": "The regime “{regime}”, as the analyst declared it, is from {from} to {to}.",
  "baseline.weak":
    "{of, plural, one {The only published figure behind it rests on a source that is} other {Of the {of} published figures behind it, {weak, plural, one {{weak} rests on a source that is} other {{weak} rest on sources that are}}}} graded unreliable, improbable or not to be judged.",
  "baseline.level-changed": "The level of the series changed about {from}; the usual range mixes both levels.",
  "baseline.levels-changed":
    "The level of the series changed {times, plural, one {once, about {first}; the usual range mixes both levels} =2 {twice, about {first} and about {last}; the usual range mixes all three levels} other {{times} times, first about {first} and last about {last}; the usual range mixes all of these levels}}.",
  "baseline.too-few":
    "There is no baseline yet: {usable, plural, =0 {there is no earlier look} one {only {usable} look could be used} other {only {usable} looks could be used}}, and at least {needed} are needed.",
  "baseline.too-few-smallest":
    "One more clear image, two weeks on, could put the evidence for a lasting rise at the threshold of alarm from about {times} times the usual number of cars on.",
  "unusual.probability":
    "Were nothing out of the ordinary, a count as high as that of {date} would come with a probability of {p}.",
  "unusual.windows":
    "That is the least surprising of {windows, plural, one {{windows} way} other {{windows} ways}} to choose which looks are usual: none of the others gives a higher probability.",
  "unusual.ordinary": "The count of {date} is nothing out of the ordinary.",
  "unusual.rank":
    "The count of {date} is higher than {above} of the {of, plural, one {{of} earlier count} other {{of} earlier counts}} of the whole yard.",
  "unusual.rank-chance":
    "If all these counts came in an order as likely as any other, that of {date} would be the highest of them with a probability of {chance}, whatever is usual.",
  "unusual.rank-low":
    "The count of {date} is lower than {below} of the {of, plural, one {{of} earlier count} other {{of} earlier counts}} of the whole yard.",
  "unusual.rank-regime":
    "The count of {date} is higher than {above} of the {of, plural, one {{of} earlier count} other {{of} earlier counts}} of the whole yard under “{regime}”{none, select, some { or under no regime} other {}}.",
  "unusual.rank-low-regime":
    "The count of {date} is lower than {below} of the {of, plural, one {{of} earlier count} other {{of} earlier counts}} of the whole yard under “{regime}”{none, select, some { or under no regime} other {}}.",
  "sensitivity.probability":
    "Under the other assumptions that were tried, that probability lies between {low} and {high}.",
  "sensitivity.missed-at":
    "Earlier images would have had to show only {share} of the cars present for a count this high to have a probability of {p}.",
  "sensitivity.missed":
    "Earlier images would have had to show only {share} of the cars present for this count to be unremarkable.",
  "rise.tier":
    "{tier, select, none {There is no sign of a lasting rise; the running evidence stands at {evidence}.} watch {A lasting rise is possible; the running evidence stands at {evidence}.} alarm {The evidence for a lasting rise has passed the threshold of alarm and stands at {evidence}.} firm {The evidence for a lasting rise is firm and stands at {evidence}.} ended {The rise has ended; the running evidence stands at {evidence}.} other {The running evidence for a lasting rise stands at {evidence}.}}",
  "fall.tier":
    "{tier, select, watch {A lasting fall is possible; the running evidence for it stands at {evidence}.} alarm {The evidence for a lasting fall has passed the threshold of alarm and stands at {evidence}.} firm {The evidence for a lasting fall is firm and stands at {evidence}.} ended {The fall has ended; the running evidence for it stands at {evidence}.} other {The running evidence for a lasting fall stands at {evidence}.}}",
  "rise.false-alarms":
    "If nothing changes, and usual counts scatter as the model takes them to, the evidence for a lasting {direction, select, fall {fall} other {rise}} reaches {threshold} within {looks, plural, one {{looks} judged count} other {{looks} judged counts}} with a probability of at most {looks} in {threshold}.",
  "rise.again":
    "After the {direction, select, fall {fall} other {rise}} that ended, another one is possible; the running evidence for it stands at {evidence}.",
  "judged.part":
    "{part, select, newest {Only the count of {date} was judged, and no earlier one: a change before it is part of what is usual here, {onset, select, told {and its size is not told} other {and neither its beginning nor its size is told}}} regime {Only the regime that the analyst declared for the count of {date} was weighed, and no change from another regime to it} period {Only the regime that the analyst declared for the count of {date} was weighed, and no change from another regime to it} other {Only the {looks} counts from {from} to {date} were judged: a change before them is part of what is usual here, {onset, select, told {and its size is not told} other {and neither its beginning nor its size is told}}}}; the running evidence for a lasting {direction, select, fall {fall} other {rise}} stands at {evidence}.",
  "rise.fell-back":
    "The evidence for a lasting {direction, select, fall {fall} other {rise}} has fallen back below the threshold and stands at {evidence}.",
  "fall.probability":
    "Were nothing out of the ordinary, a count as low as that of {date} would come with a probability of {p}.",
  "rise.onset":
    "The {direction, select, fall {fall} other {rise}} began between {low} and {high}, at a level of {level}.",
  "rise.shape":
    "{shape, select, step {The looks speak for a {direction, select, fall {fall} other {rise}} at once rather than over weeks} ramp {The looks speak for a {direction, select, fall {fall} other {rise}} over weeks rather than at once} other {Whether the {direction, select, fall {fall} other {rise}} came at once or over weeks cannot be told}}: a step has a probability of {probability}, where it and slow changes over three weeks, a month and a half and three months are each taken to be as likely beforehand.",
  "rise.onset-unsure":
    "If there was a {direction, select, fall {fall} other {rise}}, it began between {low} and {high}, at a level of {level}; the evidence is below the threshold of a sign.",
  "rise.onset-possible":
    "If there was a lasting {direction, select, fall {fall} other {rise}}, it began between {low} and {high}, at a level of {level}; the evidence is below the threshold of alarm.",
  "rise.none": "The count of {date} gives no sign of a lasting rise.",
  "rise.ratio":
    "Since then {median} times as many cars stand there as before, between {low} and {high} times at a level of {level}.",
  "rise.ratio-ended":
    "While it lasted, {median} times as many cars stood there as before, between {low} and {high} times at a level of {level}.",
  "rise.ratio-possible":
    "If so, {median} times as many cars stand there since as before, between {low} and {high} times at a level of {level}.",
  "fall.ratio":
    "Since then the number of cars there is {median} of what it was before, from {low} to {high} at a level of {level}.",
  "fall.ratio-ended":
    "While it lasted, the number of cars there was {median} of what it was before, from {low} to {high} at a level of {level}.",
  "fall.ratio-possible":
    "If so, the number of cars there is since {median} of what it was before, from {low} to {high} at a level of {level}.",
  "rise.before":
    "What stood there before is what was usual, without the {direction, select, fall {fall} other {rise}} that was over by {until}.",
  "rise.ended-by": "The {direction, select, fall {fall} other {rise}} was over by {until}.",
  "rise.ended":
    "The {direction, select, fall {fall} other {rise}} was over by {until}, the first look at the usual level again.",
  "types.changed":
    "With the {direction, select, fall {fall} past_fall {fall} possible_fall {possible fall} possible_rise {possible rise} other {rise}} the mix of car types changed, with a probability of {probability} if a change and none were as likely beforehand: {gained, select, tank {tank cars} covered {box and covered cars} open {open cars} flat {flat and container cars} locomotive {locomotives and passenger cars} ore {ore cars} box {box cars} passenger {passenger cars} other {{gained}}} rose from an estimated {gainedBefore} to {gainedAfter} of the cars whose type was told, {lost, select, tank {tank cars} covered {box and covered cars} open {open cars} flat {flat and container cars} locomotive {locomotives and passenger cars} ore {ore cars} box {box cars} passenger {passenger cars} other {{lost}}} fell from {lostBefore} to {lostAfter} ({looksBefore, plural, one {{looksBefore} look} other {{looksBefore} looks}} before, {looksAfter, plural, one {{looksAfter} look} other {{looksAfter} looks}} {direction, select, past_fall {while it lasted} past_rise {while it lasted} other {since}}).",
  "types.not-changed":
    "{verdict, select, same {Nothing points to a change in the mix of car types} other {It cannot be told whether the mix of car types changed}} with the {direction, select, fall {fall} past_fall {fall} possible_fall {possible fall} possible_rise {possible rise} other {rise}}: the probability of a change is {probability} if a change and none were as likely beforehand, by {looksBefore, plural, one {{looksBefore} look} other {{looksBefore} looks}} before and {looksAfter, plural, one {{looksAfter} look} other {{looksAfter} looks}} {direction, select, past_fall {while it lasted} past_rise {while it lasted} other {since}}.",
  "event.before-onset-of":
    "{event} ({date}) came {days, plural, =0 {on the very day of} one {{days} day before} other {{days} days before}} the likeliest start of the {direction, select, fall {fall} possible_fall {possible fall} possible_rise {possible rise} other {rise}}; {events, plural, one {a date drawn at random from the days of the record} other {of {events} dates drawn at random from the days of the record, as many as events were considered, at least one}} would {days, plural, =0 {fall on that day} one {lie as close before it, or on it,} other {lie as close before it, or on it,}} with a probability of {chance}. Order in time shows no cause.",
  "event.before-onset":
    "{event} ({date}) came {days, plural, =0 {on the very day of} one {{days} day before} other {{days} days before}} the likeliest start of the {direction, select, fall {fall} possible_fall {possible fall} possible_rise {possible rise} other {rise}}; a date drawn at random would lie as close with a probability of {chance}. Order in time shows no cause.",
  "event.after-onset":
    "{event} ({date}) came {days, plural, one {{days} day after} other {{days} days after}} the likeliest start of the {direction, select, fall {fall} possible_fall {possible fall} possible_rise {possible rise} other {rise}}, and after the whole interval of {level}.",

  "event.ratio":
    "The looks after {event} ({date}) show {median} times as many cars as those up to it, between {low} and {high} times at a level of {level}.",
  "event.ratio-share":
    "In the looks after {event} ({date}) the number of cars is {median} of what it was in those up to it, from {low} to {high} at a level of {level}.",
  "event.undecided":
    "{event} ({date}) lies within the days in which the {direction, select, fall {fall} possible_fall {possible fall} possible_rise {possible rise} other {rise}} may have begun, so which came first cannot be said: it began in the thirty days after it with a probability of {follows}, in the thirty days before it with one of {precedes}.",

  "cannot.covered":
    "On {date}, {covered, plural, one {{cars, plural, one {the only car carried its load under covers} other {{covered} of the {cars} cars carried a load under covers}}} other {{covered} of the {cars} cars carried loads under covers}}: what lies under them cannot be seen.",
  "cannot.covered-listed":
    "On {date}, {covered, plural, one {{cars, plural, one {the only car that was made out by itself carried its load under covers} other {{covered} of the {cars} cars that were made out one by one carried a load under covers}}} other {{covered} of the {cars} cars that were made out one by one carried loads under covers}}: what lies under them cannot be seen.",
  "cannot.covered-said": "According to {by}, covers hide the loads: what lies under them cannot be seen.",
  "cannot.canopy":
    "{metres} of track, on {tracks, plural, one {{tracks} track} other {{tracks} tracks}}, lies under a roof where no image shows anything.",
  "cannot.hidden": "On {date}, {share} of the track was hidden by cloud, by shadow or by the edge of the image.",
  "cannot.resolution":
    "The image of {date} has a ground sample distance of {gsd}: things closer together than {separable} cannot be told apart.",
  "cannot.gap":
    "The counts of {from} and {to} lie {days, plural, one {{days} day} other {{days} days}} apart; no single day between them has a count.",
  "cannot.withheld":
    "{looks, plural, one {The only look gave no count} other {{withheld} of {looks} looks gave no count}}; a withheld look is not a zero.",
  "cannot.direction": "Which way the cars at {facility} travel is not known: an image of standing cars does not say.",
  "cannot.class":
    "On {date}, the type of {cars, plural, one {the only car} other {{unknown} of {cars} cars}} could not be told.",
  "cannot.class-said": "According to {by}, the images do not let the types of car be told apart.",
  "cannot.types":
    "On {date}, which types of car stood there could not be told: the counts by type add up to {sum}, and the count is {cars}.",
  "cannot.types-part":
    "On {date}, which types of car stood there could not be told: the counts by type add up to {sum}, and {cars, plural, =0 {no car was} one {{cars} car was} other {{cars} cars were}} seen.",
  "cannot.no-image":
    "Yardcheck has no image of its own of {facility}: every count here was made and published by others, on ground and by rules of theirs.",
  "cannot.method-fault": "A known fault of the method: {fault}",
  "cannot.analyst": "{text} (added by {by})",

  "judgement.likelihood":
    "{likelihood, select, even {In the judgement of {by}, the explanation “{hypothesis}” has a {likelihood} of being right.} almost_no_chance {In the judgement of {by}, the explanation “{hypothesis}” has {likelihood} of being right.} other {In the judgement of {by}, the explanation “{hypothesis}” is {likelihood} to be right.}}",
  "judgement.not-leading":
    "The evidence contradicts {ahead, plural, one {another explanation} other {{ahead} other explanations}} less than the one judged here{place, select, last {, and none more} other {}}.",
  "judgement.reason": "{reason}",
  "judgement.others-said":
    "{date, select, day {On} other {In}} {date}, {by} gave this judgement, {original, select, en {in their own words: “{statement}”} none {as summed up here: {statement}} other {translated here from their own words: {statement}}}.",
  "judgement.others":
    "{by} judged {date, select, day {on} other {in}} {date} that “{hypothesis}” is {word}; that is their judgement, in their own word.",
  "judgement.confidence":
    "{confidence, select, low {Confidence in this judgement is low.} moderate {Confidence in this judgement is moderate.} high {Confidence in this judgement is high.} other {Confidence in this judgement is not stated.}}",
  "confidence.lowered":
    "{by} had put it at {said, select, high {high} moderate {moderate} other {low}}; it was lowered to {confidence, select, high {high} moderate {moderate} other {low}} by the {reasons, plural, one {reason that comes next} other {{reasons} reasons that come next}}.",
  "confidence.reason":
    "{reason, select, no_evidence {No evidence on record bears on it.} one_origin {All the evidence goes back to one origin.} several_origins {The evidence comes from several origins that do not repeat one another.} no_reliable_source {No source of it is graded as reliable.} single_row_decides {A single piece of evidence, if wrong, would change which hypothesis leads.} order_robust {No single piece of evidence, if wrong, would change the leading hypothesis.} not_leading {The evidence contradicts another explanation less.} rivals_not_separated {The evidence does not tell the leading hypothesis from its closest rival.} loads_covered {The loads are covered.} direction_unknown {The direction of travel is not known.} no_image_of_ours {No image was examined by us.} too_few_looks {There are too few looks for a baseline.} other {A reason that has no words yet was recorded.}}",

  "mind.smallest-rise":
    "A lasting rise that began with the first of the looks watched, and that each of them showed, would have put the evidence at the threshold of alarm from about {times} times the usual number of cars on; a smaller one might not.",
  "mind.smallest-none":
    "No lasting rise that was tried, had it begun with the first of the looks watched and each of them shown it, would have put the evidence at the threshold of alarm.",
  "mind.prediction": "“{hypothesis}” would lead one to expect this, which has not been seen: {prediction}",
  "mind.cannot-be-seen": "“{hypothesis}” would lead one to expect this, which no overhead image can show: {prediction}",
  "mind.next-look-fortnight":
    "One more clear image, two weeks on, with about {cars, plural, one {{cars} car} other {{cars} cars}} or more would put the evidence for a lasting rise at the threshold of alarm or above.",
  "mind.next-look-confirms":
    "One more clear image with {cars, plural, one {{cars} car} other {{cars} cars}} or more would put the evidence for a lasting rise at the threshold of alarm or above.",
  "mind.next-look-ends":
    "One more clear image with {cars, plural, =0 {no car} one {{cars} car or none} other {{cars} cars or fewer}} would end it.",

  "matrix.least-contradicted":
    "“{hypothesis}” is contradicted less than {rivals, plural, one {the other hypothesis} other {each of the {rivals} other hypotheses}}.",
  "matrix.tied": "“{first}” and “{second}” are contradicted equally: the evidence does not tell them apart.",
  "matrix.row-decides": "The order hangs on this evidence: if “{row}” were wrong, another hypothesis would lead.",
  "matrix.robust":
    "{rows, plural, one {The only row, if it were wrong, would not change} other {None of the {rows} rows, if wrong, would change}} which hypothesis leads.",
  "matrix.types-unrated":
    "The mix of car types changed with the {direction, select, fall {fall} possible_fall {possible fall} possible_rise {possible rise} other {rise}} (probability {probability}), and no row of the matrix rests on it: the hypotheses have not been held against it.",

  "computation.over":
    "{title}: {ratePrecision, select, about {about } other {}}{rate} over {time} makes {precision, select, about {about } other {}}{outcome}.",
  "computation.sum": "{title}: together {precision, select, about {about } other {}}{outcome}.",
  "computation.difference":
    "{title}: {fromPrecision, select, about {about } other {}}{from} less {subtractPrecision, select, about {about } other {}}{subtract} leaves {precision, select, about {about } other {}}{outcome}.",
  "computation.share":
    "{title}: {partPrecision, select, about {about } other {}}{part} is {precision, select, about {about } other {}}{outcome} of {wholePrecision, select, about {about } other {}}{whole}.",
  "computation.range": "“{title}” lies between {low} and {high}, as far as the figures in it allow.",
  "computation.weakest":
    "“{title}” is no better than the weakest figure in it, graded {reliability}{credibility} on the Admiralty scale.",

  "sources.origins":
    "{sources, plural, one {{sources} source is cited; it goes} other {{sources} sources are cited; they go}} back to {origins, plural, one {{origins} origin} other {{origins} origins}} by {publishers, plural, one {{publishers} publisher} other {{publishers} publishers}}.",
  "sources.independent":
    "{sources, plural, one {{sources} source is cited; it goes} other {{sources} sources are cited; they go}} back to {origins, plural, one {{origins} independent origin} other {{origins} independent origins}}.",
  "sources.repeated":
    "{publisher}: one source, repeated by {repeats, plural, one {{repeats} other} other {{repeats} others}}.",
  "sources.contradiction": "Two statements contradict each other and stand side by side: {one} and {other}.",

  "law.resolution":
    "Security Council resolution {number} was adopted on {date} with {for} votes for, {against} against and {abstained} abstentions.",
  "law.provision": "Resolution {number}, paragraph {paragraph}: {summary}",
  "law.no-advice": "This list is for orientation; it is no legal advice.",

  "method.used": "The method {method} was used on {looks, plural, one {{looks} look} other {{looks} looks}}.",
  "method.other-series":
    "Images of this facility were counted by the method {other} as well. What it counted is another series, and this report rests on that of {method} alone.",
  "method.accuracy": "{measure}: {score}, measured on {on}.",
  "method.not-measured":
    "How well the method {method} counts, with the weights that were used, is not measured in this report.",
  "method.published-only":
    "Nothing at {facility} was counted by Yardcheck; the figures are those of their publishers, and only the statistics are ours.",

  "revision.first": "This is revision {number}, of {date}: the first.",
  "revision.unchanged": "This is revision {number}, of {date}; no number differs from the one before.",
  "revision.number":
    "{now} stands where {since, select, day {the version of {since}} other {revision {since}}} had {was}, in the sentence “{sentence}”",
  "revision.appeared": "New since {since, select, day {the version of {since}} other {revision {since}}}: “{sentence}”",
  "revision.gone":
    "No longer said, but in {since, select, day {the version of {since}} other {revision {since}}}: “{sentence}”",
  "revision.why": "Why this revision was made: {reason}",
  "revision.corrected": "The look of {date} was corrected by {by}, who gave this reason: “{reason}”",
  "revision.looks-added":
    "It takes in {looks, plural, one {{looks} look more, of {from}} other {{looks} looks more, from {from} to {to}}}.",
  "revision.looks-gone":
    "{looks, plural, one {{looks} look that the version before took in is} other {{looks} looks that the version before took in are}} no longer in it.",
  "revision.published-added":
    "It takes in {entries, plural, one {{entries} published count} other {{entries} published counts}} more, from {from} to {to}.",
  "revision.published-gone":
    "{entries, plural, one {{entries} published count that the version before took in is} other {{entries} published counts that the version before took in are}} no longer in it.",
  "revision.method":
    "The cars are counted by the method {now}, where it was {was} before: counts of the two are not compared.",
  "revision.claims-added": "{claims, plural, one {{claims} statement was} other {{claims} statements were}} added.",
  "revision.claims-gone": "{claims, plural, one {{claims} statement was} other {{claims} statements were}} taken out.",
} as const;
