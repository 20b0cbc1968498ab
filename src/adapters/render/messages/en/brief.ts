/** The sentences of the news brief; keys and values as in core/report/sentences.ts. */
export const brief = {
  "brief.rise":
    "The number of freight cars at {facility} began to rise {days, plural, one {{days} day} other {{days} days}} after the {event} of {date}, {publisher} said in a report of {published}.",
  "brief.count":
    "Satellite images of {date} show at least {floor, plural, one {{floor} freight car} other {{floor} freight cars}} at {facility}, about {cars} by the count of {publisher}; in its review of the {years, plural, one {{years} year} other {{years} years}} before, {usualBy} found no more than about {usual}.",
  "brief.judgement-said":
    "In the judgement of {by}, {original, select, en {“{statement}”} other {{statement}}}; but {covers}.",
  "brief.judgement-others": "In the judgement of {by}, the rise {word} points to {hypothesis}, but {covers}.",
  "brief.official":
    "{date, select, day {On} other {In}} {date}, {days, plural, =0 {the day of that report} one {the day before that report} other {{days} days before that report}}, {by} said that {statement}.",
  "brief.concern": "The meeting of the two leaders has raised concern among {by} over {statement}.",
  "brief.sanctions-stocks": "{sanctions}, and {stocks}, {by} reports.",
  "brief.quantities":
    "Russia has raised its production of shells to an estimated {production}, but its forces fire {usePrecision, select, at_least {at least } at_least_about {at least about } at_most_about {at most about } at_most {at most } about {about } other {}}{use}, going by {useBy}.",
  "brief.quantities-follow":
    "At that rate a year takes {precision, select, about {about } other {}}{yearlyUse}: production would cover {precision, select, about {about } other {}}{share} of it and leave a gap of {precision, select, about {about } other {}}{gap}.",
  "brief.denial": "{by} issued a denial: {denial}; but {hintBy} had spoken of {hint}.",
  "brief.law":
    "According to {by}, {statement}; this report lists {resolutions, plural, one {{resolutions} such resolution, {first}} other {{resolutions} such resolutions, from {first} to {last}}}.",
  "brief.ours":
    "{likelihood, select, even {This report gives the explanation “{hypothesis}” a {likelihood} of being right.} almost_no_chance {This report gives the explanation “{hypothesis}” {likelihood} of being right.} other {This report judges the explanation “{hypothesis}” {likelihood} to be right.}}",
  "brief.ours-confidence":
    "{confidence, select, low {Confidence in that judgement is low.} moderate {Confidence in that judgement is moderate.} high {Confidence in that judgement is high.} other {Confidence in that judgement is not stated.}}",
  "brief.synthetic": "{facility} is a synthetic yard: it does not exist, and its images were made by a program.",
  "brief.counted":
    "On {date}, {cars, plural, =0 {no cars} one {{cars} car} other {{cars} cars}} stood at {facility}; with a probability of {level}, the number lies between {low} and {high}.",
  "brief.counted-none": "On {date}, no cars stood at {facility}, with a probability of at least {level}.",
  "brief.counted-exactly":
    "On {date}, exactly {cars, plural, one {{cars} car} other {{cars} cars}} stood at {facility}, with a probability of at least {level}.",
  "brief.counted-read":
    "On {date}, {cars, plural, =0 {no cars} one {{cars} car} other {{cars} cars}} stood at {facility}, as read by {reader}.",
  "brief.withheld-newest": "The newest image of {facility}, of {date}, gave no count; that is not a count of zero.",
  "brief.withheld-reason":
    "{turn, select, first {The reason:} other {Another reason:}} {reason, select, too_coarse {the image is too coarse.} too_oblique {the image was taken at too flat an angle.} too_hidden {too much of the track is hidden.} too_dark {the sun stood too low.} outside_scene {the tracks lie outside the image.} registration_ambiguous {the tracks as drawn could not be matched with the image.} unclear {too few of the cars supposed there can be pointed to.} other {one that has no words yet.}}",
  "brief.tracks":
    "{empty, plural, =0 {None of the {tracks} tracks was empty} one {{empty} of the {tracks} tracks was empty} other {{empty} of the {tracks} tracks were empty}}; the fullest, {track}, held {most, plural, one {{most} car} other {{most} cars}}.",
  "brief.published":
    "{publisher} counted {precision, select, at_least {at least } at_least_about {at least about } at_most_about {at most about } at_most {at most } about {about } other {}}{cars, plural, =0 {no cars} one {{cars} car} other {{cars} cars}} at {facility} on {date}.",
  "brief.disagree":
    "{publishers, plural, one {The counts of one publisher differ on {date}} other {{publishers} publishers disagree on {date}}}: the lowest count is {lowPrecision, select, at_least {at least } at_least_about {at least about } at_most_about {at most about } at_most {at most } about {about } other {}}{low}, the highest {highPrecision, select, at_least {at least } at_least_about {at least about } at_most_about {at most about } at_most {at most } about {about } other {}}{high}{chosen, select, none {} named {; judged here is the one that the analyst named} other {; judged here is the one nearest to the usual}}.",
  "brief.month":
    "In {month}, {publisher} counted {precision, select, at_least {at least } at_least_about {at least about } at_most_about {at most about } at_most {at most } about {about } other {}}{cars, plural, =0 {no cars} one {{cars} car} other {{cars} cars}} at {facility}; on which day is not known.",
  "brief.once":
    "On a day between {from} and {to}, {publisher} counted {precision, select, at_least {at least } at_least_about {at least about } at_most_about {at most about } at_most {at most } about {about } other {}}{cars, plural, =0 {no cars} one {{cars} car} other {{cars} cars}} at {facility}.",
  "brief.period":
    "From {from} to {to}, {publisher} {precision, select, at_least {never saw fewer than } at_least_about {never saw fewer than about } at_most_about {never saw more than about } at_most {never saw more than } about {saw about } other {saw }}{cars, plural, =0 {no cars} one {{cars} car} other {{cars} cars}} at {facility}.",
  "brief.published-all":
    "The published record holds {entries, plural, one {{entries} count} other {{entries} counts}} by {publishers, plural, one {{publishers} publisher} other {{publishers} publishers}}, from {from} to {to}.",
  "brief.published-alone": "No other published count of it is on record.",
  "brief.nothing": "Nothing has been counted at {facility}: there is no image of ours, and no published count.",
  "brief.published-unlike": "What {publisher} published of {facility} is no single number of cars.",
  "brief.looks":
    "{looks, plural, one {{looks} image is} other {{looks} images are}} on record, taken from {from} to {to}: {counted} gave a count and {withheld} did not.",
  "brief.looks-all":
    "{looks, plural, one {{looks} image was} other {{looks} images were}} examined, taken from {from} to {to}, and each gave a count.",
  "brief.looks-none":
    "{looks, plural, one {{looks} image is} other {{looks} images are}} on record, taken from {from} to {to}, and none gave a count.",
  "brief.look-alone": "No other image of the yard was examined.",
  "brief.usual":
    "Going by {looks, plural, one {{looks} look} other {{looks} looks}} before that count, a usual day shows between {low} and {high} cars, at a level of {level}.",
  "brief.images-assumed":
    "Going by {looks, plural, one {{looks} look} other {{looks} looks}} before that count, a usual day shows between {low} and {high} cars, at a level of {level}; how many images lie behind earlier figures of whole periods is not known, and {assumed, plural, one {{assumed} is} other {{assumed} are}} assumed.",
  "brief.assumed":
    "How many images lie behind the earlier published figures is not known; taking them for {looks, plural, one {{looks} image} other {{looks} images}}, a usual day shows between {low} and {high} cars, at a level of {level}.",
  "brief.level-changed": "The level of the series changed about {from}; the usual range mixes both levels.",
  "brief.levels-changed":
    "The level of the series changed {times, plural, one {once, about {first}; the usual range mixes both levels} =2 {twice, about {first} and about {last}; the usual range mixes all three levels} other {{times} times, first about {first} and last about {last}; the usual range mixes all of these levels}}.",
  "brief.too-few":
    "What is usual there cannot be said yet: {usable, plural, =0 {there is no earlier look to compare with} one {there is {usable} earlier look to compare with} other {there are {usable} earlier looks to compare with}}, and {needed} are needed.",
  "brief.no-comparison": "What is usual there cannot be said: there is no earlier count to compare with.",
  "brief.unusual": "Were nothing out of the ordinary, a count as high as this would come with a probability of {p}.",
  "brief.unusual-low": "Were nothing out of the ordinary, a count as low as this would come with a probability of {p}.",
  "brief.onset":
    "The {direction, select, fall {fall} other {rise}} began between {low} and {high}, at a level of {level}.",
  "brief.onset-unsure":
    "If there was a {direction, select, fall {fall} other {rise}}, it began between {low} and {high}, at a level of {level}; the evidence is below the threshold of a sign.",
  "brief.onset-possible":
    "A lasting {direction, select, fall {fall} other {rise}} is possible: if there was one, it began between {low} and {high}, at a level of {level}; the evidence is below the threshold of alarm.",
  "brief.ended": "The {direction, select, fall {fall} other {rise}} has ended.",
  "brief.no-rise": "The count of {date} gives no sign of a lasting rise.",
  "brief.judged":
    "{part, select, newest {Only the count of {date} was judged, and no earlier one: a change before it is part of what is usual here, {onset, select, told {and its size is not told} other {and neither its beginning nor its size is told}}} regime {Only the regime that the analyst declared for the count of {date} was weighed, and no change from another regime to it} period {Only the regime that the analyst declared for the count of {date} was weighed, and no change from another regime to it} other {Only the {looks} counts from {from} to {date} were judged: a change before them is part of what is usual here, {onset, select, told {and its size is not told} other {and neither its beginning nor its size is told}}}}.",
  "brief.event":
    "Its likeliest start lies {days, plural, =0 {on the day of} one {{days} day after} other {{days} days after}} an event of {date} ({event}), which shows an order in time and no cause.",
  "brief.event-undecided":
    "An event of {date} ({event}) lies within the days in which the {direction, select, fall {fall} possible_fall {possible fall} possible_rise {possible rise} other {rise}} may have begun: that it began in the thirty days after has a probability of {follows}.",
  "brief.event-either":
    "An event of {date} ({event}) lies within the days in which the {direction, select, fall {fall} possible_fall {possible fall} possible_rise {possible rise} other {rise}} may have begun: that it began in the thirty days after has a probability of {follows}, in the thirty days before one of {precedes}.",
  "brief.types-not-told":
    "Which types of car stood there could not be told: the counts by type add up to {sum}, and the count is {cars}.",
  "brief.types-not-told-part":
    "Which types of car stood there could not be told: the counts by type add up to {sum}, and {cars, plural, =0 {no car was} one {{cars} car was} other {{cars} cars were}} seen.",
  "brief.types":
    "By type, {covered, plural, one {{covered} was a box or covered car} other {{covered} were box or covered cars}}, {open} open, {tank} tank and {flat, plural, one {{flat} flat or container car} other {{flat} flat or container cars}}, {locomotive, plural, one {{locomotive} locomotive or passenger car} other {{locomotive} locomotives or passenger cars}}; {unknown} could not be told.",
  "brief.covered-loads":
    "{covered, plural, one {{cars, plural, one {The only car carried its load under covers} other {{covered} of {cars} cars carried its load under covers}}} other {{covered} of {cars} cars carried their loads under covers}}, and no image shows what lies under them.",
  "brief.covered-loads-listed":
    "{covered, plural, one {{cars, plural, one {The only car that was made out by itself carried its load under covers} other {{covered} of the {cars} cars that were made out one by one carried its load under covers}}} other {{covered} of the {cars} cars that were made out one by one carried their loads under covers}}, and no image shows what lies under them.",
  "brief.resolution":
    "The image resolves the ground to {gsd}: things closer together than {separable} cannot be told apart.",
  "brief.resolution-on":
    "The image of {date} resolves the ground to {gsd}: things closer together than {separable} cannot be told apart.",
  "brief.direction": "Which way cars at {facility} travel is not known.",
  "brief.gap":
    "The longest time without a count was {days, plural, one {{days} day} other {{days} days}}, from {from} to {to}.",
  "brief.gap-same":
    "{gaps, plural, one {{days, plural, one {{days} day lies} other {{days} days lie}} between the two counts} other {Each count lies {days, plural, one {{days} day} other {{days} days}} after the one before}}.",
  "brief.no-image": "No image of {facility} was examined for this report: all counts are those of their publishers.",
  "brief.hidden": "Cloud, shadow or the edge of the image hid {share} of the track.",
  "brief.canopy": "{metres} of track lies under a roof, where no image shows anything.",
  "brief.cargo": "What the cars carried is not known.",
  "brief.classes": "Which types of car stood there is not known.",
  "brief.place":
    "The yard lies near {latitude} {north, select, south {south} other {north}}, {longitude} {east, select, west {west} other {east}}.",
  "brief.drawn": "As drawn, it has {tracks, plural, one {{tracks} track} other {{tracks} tracks}}, {length} in all.",
  "brief.method": "The cars were counted by the method {method}, whose measured accuracy is part of this report.",
  "brief.accuracy": "The counting method was put to the test on {on}: {measure}, {score}.",
  "brief.method-not-measured":
    "How well the counting method {method} does, as it was used here, is not measured in this report.",
  "brief.fault": "A known fault of the counting method: {fault}",
  "brief.origins":
    "This report cites {sources, plural, one {{sources} source} other {{sources} sources}}, which {sources, plural, one {goes} other {go}} back to {origins, plural, one {{origins} origin} other {{origins} origins}} by {publishers, plural, one {{publishers} publisher} other {{publishers} publishers}}.",
  "brief.independent":
    "This report cites {sources, plural, one {{sources} source} other {{sources} sources}}, which {sources, plural, one {goes} other {go}} back to {origins, plural, one {{origins} independent origin} other {{origins} independent origins}}.",
  "brief.mind": "If the explanation were “{hypothesis}”, one would expect this, which has not been seen: {prediction}",
  "brief.no-judgement": "This report makes no judgement of what went on there.",
} as const;
