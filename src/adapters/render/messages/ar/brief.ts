/** جُمل الموجز الإخباري: المفاتيح والقيم كما في core/report/sentences.ts. */
export const brief = {
  "brief.rise":
    "بدأ عدد عربات الشحن في {facility} يرتفع {days, plural, zero {في يوم} one {بعد يوم واحد من} two {بعد يومين من} few {بعد {days} أيام من} many {بعد {days} يومًا من} other {بعد {days} يوم من}} {event} في {date}، وفق تقرير صادر عن {publisher} في {published}.",
  "brief.count":
    "وتُظهر صور أقمار صناعية التُقطت في {date} ما لا يقل عن {floor, plural, zero {صفر عربة شحن} one {عربة شحن واحدة} two {عربتي شحن} few {{floor} عربات شحن} many {{floor} عربة شحن} other {{floor} عربة شحن}} في {facility}، أي نحو {cars} وفق إحصاء {publisher}، في حين لم تُظهر أي صورة شملتها مراجعة {usualBy} {years, plural, zero {قبل ذلك} one {خلال السنة السابقة} two {خلال السنتين السابقتين} few {خلال {years} سنوات سابقة} many {خلال {years} سنة سابقة} other {خلال {years} سنة سابقة}} أكثر من نحو {usual, plural, zero {صفر عربة} one {عربة واحدة} two {عربتين} few {{usual} عربات} many {{usual} عربة} other {{usual} عربة}}.",
  "brief.judgement-said":
    "وفي تقدير {by} أن {original, select, ar {«{statement}»} other {{statement}}}، إلا أن {covers}.",
  "brief.judgement-others": "وفي تقدير {by}، فإن {hypothesis} تفسير {word} لهذا الارتفاع، إلا أن {covers}.",
  "brief.official":
    "وفي {date}، {days, plural, zero {يوم صدور ذلك التقرير} one {قبل صدور ذلك التقرير بيوم واحد} two {قبل صدور ذلك التقرير بيومين} few {قبل صدور ذلك التقرير بمدة {days} أيام} many {قبل صدور ذلك التقرير بمدة {days} يومًا} other {قبل صدور ذلك التقرير بمدة {days} يوم}}، قال {by} إن {statement}.",
  "brief.concern": "وأثار لقاء الزعيمين قلقًا من {statement}، أعرب عنه {by}.",
  "brief.sanctions-stocks": "وبحسب {by}، {sanctions}، كما أن {stocks}.",
  "brief.quantities":
    "ورفعت روسيا إنتاجها من القذائف إلى ما يُقدَّر بنحو {production}، غير أن قواتها تطلق، وفق {useBy}، {usePrecision, select, at_least {ما لا يقل عن } at_least_about {ما لا يقل عن نحو } at_most_about {ما لا يزيد على نحو } at_most {ما لا يزيد على } about {نحو } other {}}{use}.",
  "brief.quantities-follow":
    "وبهذا المعدل يُستهلك في السنة {precision, select, about {نحو } other {}}{yearlyUse}، لا يغطي الإنتاج منها سوى {precision, select, about {نحو } other {}}{share}، فيبقى عجز يبلغ {precision, select, about {نحو } other {}}{gap}.",
  "brief.denial": "وجاء في نفي {by} أن {denial}، مع أن تصريحات {hintBy} أشارت إلى {hint}.",
  "brief.law":
    "وبحسب {by}، فإن {statement}؛ ويورد هذا التقرير {resolutions, plural, zero {صفر قرار} one {قرارًا واحدًا منها هو {first}} two {قرارين منها هما {first} و{last}} few {{resolutions} قرارات منها، من {first} إلى {last}} many {{resolutions} قرارًا منها، من {first} إلى {last}} other {{resolutions} قرار منها، من {first} إلى {last}}}.",
  "brief.ours":
    "{likelihood, select, even {وفي تقدير هذا التقرير، هناك {likelihood} لأن تكون فرضية «{hypothesis}» هي التفسير الصحيح.} almost_no_chance {وفي تقدير هذا التقرير، هناك {likelihood} لأن تكون فرضية «{hypothesis}» هي التفسير الصحيح.} other {وفي تقدير هذا التقرير، فرضية «{hypothesis}» تفسير {likelihood}.}}",
  "brief.ours-confidence":
    "{confidence, select, low {ودرجة الثقة في هذا التقدير منخفضة.} moderate {ودرجة الثقة في هذا التقدير متوسطة.} high {ودرجة الثقة في هذا التقدير عالية.} other {ولم تُذكر درجة الثقة في هذا التقدير.}}",
  "brief.synthetic": "{facility}: ساحة اصطناعية لا وجود لها، وصورها من صنع برنامج حاسوبي.",
  "brief.counted":
    "{cars, plural, zero {لم تكن أي عربة واقفة في {facility} يوم {date}} one {كانت عربة واحدة واقفة في {facility} يوم {date}} two {كانت عربتان واقفتين في {facility} يوم {date}} few {كانت {cars} عربات واقفة في {facility} يوم {date}} many {كانت {cars} عربة واقفة في {facility} يوم {date}} other {كانت {cars} عربة واقفة في {facility} يوم {date}}}، والعدد باحتمال {level} من {low} إلى {high}.",
  "brief.counted-none": "لم تكن أي عربة واقفة في {facility} يوم {date}، باحتمال لا يقل عن {level}.",
  "brief.counted-exactly":
    "{cars, plural, zero {لم تكن أي عربة واقفة في {facility} يوم {date}} one {كانت عربة واحدة بالضبط واقفة في {facility} يوم {date}} two {كانت عربتان بالضبط واقفتين في {facility} يوم {date}} few {كانت {cars} عربات بالضبط واقفة في {facility} يوم {date}} many {كانت {cars} عربة بالضبط واقفة في {facility} يوم {date}} other {كانت {cars} عربة بالضبط واقفة في {facility} يوم {date}}}، باحتمال لا يقل عن {level}.",
  "brief.counted-read":
    "{cars, plural, zero {لم تكن أي عربة واقفة في {facility} يوم {date}} one {كانت عربة واحدة واقفة في {facility} يوم {date}} two {كانت عربتان واقفتين في {facility} يوم {date}} few {كانت {cars} عربات واقفة في {facility} يوم {date}} many {كانت {cars} عربة واقفة في {facility} يوم {date}} other {كانت {cars} عربة واقفة في {facility} يوم {date}}}، وفق قراءة {reader}.",
  "brief.withheld-newest": "حُجب العدد في أحدث صورة تُظهر {facility}، وقد التُقطت في {date}؛ والعدد المحجوب ليس صفرًا.",
  "brief.withheld-reason":
    "{turn, select, first {والسبب أن} other {وثمة سبب آخر، وهو أن}} {reason, select, too_coarse {وضوح الصورة أدنى مما يلزم للعدّ.} too_oblique {زاوية التصوير مائلة أكثر مما ينبغي.} too_hidden {ما خفي من السكك أكثر مما ينبغي.} too_dark {الشمس كانت منخفضة أكثر مما ينبغي.} outside_scene {السكك تقع خارج الصورة.} registration_ambiguous {مطابقة السكك المرسومة مع الصورة تعذّرت.} unclear {مواضع معظم العربات المقدَّر وجودها لا يمكن تحديدها.} other {الصورة لم تسمح بالعدّ لأمر لا صياغة له بعد.}}",
  "brief.tracks":
    "{empty, plural, zero {ولم تكن أي سكة من السكك خالية، وعددها {tracks}} one {وكانت سكة واحدة خالية من أصل {tracks}} two {وكانت سكتان خاليتين من أصل {tracks}} few {وكانت {empty} سكك خالية من أصل {tracks}} many {وكانت {empty} سكة خالية من أصل {tracks}} other {وكانت {empty} سكة خالية من أصل {tracks}}}؛ وأكثرها امتلاءً السكة {track}، وعليها {most, plural, zero {صفر عربة} one {عربة واحدة} two {عربتان} few {{most} عربات} many {{most} عربة} other {{most} عربة}}.",
  "brief.published":
    "وفق إحصاء {publisher}، بلغ عدد العربات {precision, select, at_least {ما لا يقل عن } at_least_about {ما لا يقل عن نحو } at_most_about {ما لا يزيد على نحو } at_most {ما لا يزيد على } about {نحو } other {}}{cars, plural, zero {{precision, select, exact {صفرًا} other {صفر عربة}}} one {عربة واحدة} two {عربتين} few {{cars} عربات} many {{cars} عربة} other {{cars} عربة}} في {facility} يوم {date}.",
  "brief.disagree":
    "وتتعارض {publishers, plural, zero {الأعداد المنشورة} one {أعداد جهة نشر واحدة} two {أعداد جهتَي نشر} few {أعداد {publishers} جهات نشر} many {أعداد {publishers} جهة نشر} other {أعداد {publishers} جهة نشر}} ليوم {date}: أدناها {lowPrecision, select, at_least {ما لا يقل عن } at_least_about {ما لا يقل عن نحو } at_most_about {ما لا يزيد على نحو } at_most {ما لا يزيد على } about {نحو } other {}}{low}، وأعلاها {highPrecision, select, at_least {ما لا يقل عن } at_least_about {ما لا يقل عن نحو } at_most_about {ما لا يزيد على نحو } at_most {ما لا يزيد على } about {نحو } other {}}{high}{chosen, select, none {} named {؛ والمعتمد هنا هو العدد الذي اختاره المحلل} other {؛ والمعتمد هنا هو أقربها إلى المعتاد}}.",
  "brief.month":
    "وفق إحصاء {publisher}، بلغ عدد العربات في {facility} {precision, select, at_least {ما لا يقل عن } at_least_about {ما لا يقل عن نحو } at_most_about {ما لا يزيد على نحو } at_most {ما لا يزيد على } about {نحو } other {}}{cars, plural, zero {{precision, select, exact {صفرًا} other {صفر عربة}}} one {عربة واحدة} two {عربتين} few {{cars} عربات} many {{cars} عربة} other {{cars} عربة}} في أحد أيام {month}، ولا يُعرف أيها.",
  "brief.once":
    "وفق إحصاء {publisher}، بلغ عدد العربات في {facility} {precision, select, at_least {ما لا يقل عن } at_least_about {ما لا يقل عن نحو } at_most_about {ما لا يزيد على نحو } at_most {ما لا يزيد على } about {نحو } other {}}{cars, plural, zero {{precision, select, exact {صفرًا} other {صفر عربة}}} one {عربة واحدة} two {عربتين} few {{cars} عربات} many {{cars} عربة} other {{cars} عربة}} في يوم بين {from} و{to}.",
  "brief.period":
    "بين {from} و{to}، ووفق إحصاء {publisher}، {precision, select, at_most {لم يتجاوز عدد العربات في {facility} في أي صورة {cars, plural, zero {صفر عربة} one {عربة واحدة} two {عربتين} few {{cars} عربات} many {{cars} عربة} other {{cars} عربة}}} at_most_about {لم يتجاوز عدد العربات في {facility} في أي صورة نحو {cars, plural, zero {صفر عربة} one {عربة واحدة} two {عربتين} few {{cars} عربات} many {{cars} عربة} other {{cars} عربة}}} at_least {لم يقل عدد العربات في {facility} في أي صورة عن {cars, plural, zero {صفر عربة} one {عربة واحدة} two {عربتين} few {{cars} عربات} many {{cars} عربة} other {{cars} عربة}}} at_least_about {لم يقل عدد العربات في {facility} في أي صورة عن نحو {cars, plural, zero {صفر عربة} one {عربة واحدة} two {عربتين} few {{cars} عربات} many {{cars} عربة} other {{cars} عربة}}} about {بلغ عدد العربات في {facility} نحو {cars, plural, zero {صفر عربة} one {عربة واحدة} two {عربتين} few {{cars} عربات} many {{cars} عربة} other {{cars} عربة}}} other {بلغ عدد العربات في {facility} {cars, plural, zero {صفرًا} one {عربة واحدة} two {عربتين} few {{cars} عربات} many {{cars} عربة} other {{cars} عربة}}}}.",
  "brief.published-all":
    "ويضم السجل المنشور {entries, plural, zero {صفر إحصاء} one {إحصاءً واحدًا} two {إحصاءين} few {{entries} إحصاءات} many {{entries} إحصاءً} other {{entries} إحصاء}} بين {from} و{to}، {entries, plural, zero {صدرت} one {صدر} two {صدرا} few {صدرت} many {صدرت} other {صدرت}} عن {publishers, plural, zero {صفر جهة} one {جهة نشر واحدة} two {جهتَي نشر} few {{publishers} جهات نشر} many {{publishers} جهة نشر} other {{publishers} جهة نشر}}.",
  "brief.published-alone": "ولا يضم السجل أي إحصاء منشور آخر له.",
  "brief.nothing": "لم تُحصَ أي عربات في {facility}: فلا صورة لدينا تُظهر الموقع، ولا إحصاء منشورًا.",
  "brief.published-unlike": "ما نُشر عن {facility} وفق {publisher} ليس عددًا واحدًا من العربات.",
  "brief.looks":
    "ويضم السجل {looks, plural, zero {صفر صورة التُقطت} one {صورة واحدة التُقطت} two {صورتين التُقطتا} few {{looks} صور التُقطت} many {{looks} صورة التُقطت} other {{looks} صورة التُقطت}} بين {from} و{to}؛ وأُحصيت العربات في {counted, plural, zero {صفر صورة} one {صورة واحدة} two {صورتين} few {{counted} صور} many {{counted} صورة} other {{counted} صورة}}، وحُجب العدد في {withheld, plural, zero {صفر صورة} one {صورة واحدة} two {صورتين} few {{withheld} صور} many {{withheld} صورة} other {{withheld} صورة}}.",
  "brief.looks-all":
    "وفُحصت {looks, plural, zero {صفر صورة التُقطت} one {صورة واحدة التُقطت} two {صورتان التُقطتا} few {{looks} صور التُقطت} many {{looks} صورة التُقطت} other {{looks} صورة التُقطت}} بين {from} و{to}، وأُحصيت العربات في كل صورة.",
  "brief.looks-none":
    "ويضم السجل {looks, plural, zero {صفر صورة التُقطت} one {صورة واحدة التُقطت} two {صورتين التُقطتا} few {{looks} صور التُقطت} many {{looks} صورة التُقطت} other {{looks} صورة التُقطت}} بين {from} و{to}، وحُجب العدد في كل صورة.",
  "brief.look-alone": "ولم تُفحص أي صورة أخرى للموقع.",
  "brief.usual":
    "واستنادًا إلى {looks, plural, zero {صفر نظرة} one {نظرة واحدة} two {نظرتين} few {{looks} نظرات} many {{looks} نظرة} other {{looks} نظرة}} سبقت ذلك العدد، يتراوح العدد في الأيام المعتادة من {low} إلى {high, plural, zero {{high}} one {عربة واحدة} two {عربتين} few {{high} عربات} many {{high} عربة} other {{high} عربة}}، عند مستوى {level}.",
  "brief.images-assumed":
    "واستنادًا إلى {looks, plural, zero {صفر نظرة} one {نظرة واحدة} two {نظرتين} few {{looks} نظرات} many {{looks} نظرة} other {{looks} نظرة}} سبقت ذلك العدد، يتراوح العدد في الأيام المعتادة من {low} إلى {high, plural, zero {{high}} one {عربة واحدة} two {عربتين} few {{high} عربات} many {{high} عربة} other {{high} عربة}}، عند مستوى {level}؛ ولا يُعرف عدد الصور التي تستند إليها أرقام سابقة عن مدد كاملة، وقد افتُرض أنها {assumed, plural, zero {صفر صورة} one {صورة واحدة} two {صورتان} few {{assumed} صور} many {{assumed} صورة} other {{assumed} صورة}}.",
  "brief.assumed":
    "ولا يُعرف عدد الصور التي تستند إليها الأرقام المنشورة السابقة؛ وإذا افتُرض أنها {looks, plural, zero {صفر صورة} one {صورة واحدة} two {صورتان} few {{looks} صور} many {{looks} صورة} other {{looks} صورة}}، يتراوح العدد في الأيام المعتادة من {low} إلى {high, plural, zero {{high}} one {عربة واحدة} two {عربتين} few {{high} عربات} many {{high} عربة} other {{high} عربة}}، عند مستوى {level}.",
  "brief.level-changed": "وتغيّر مستوى السلسلة نحو {from}، والمجال المعتاد يخلط المستويين.",
  "brief.levels-changed":
    "وتغيّر مستوى السلسلة {times, plural, zero {{times} مرة، أولاها نحو {first} وآخرها نحو {last}، والمجال المعتاد يخلط هذه المستويات كلها} one {مرة واحدة نحو {first}، والمجال المعتاد يخلط المستويين} two {مرتين، نحو {first} ونحو {last}، والمجال المعتاد يخلط المستويات الثلاثة} few {{times} مرات، أولاها نحو {first} وآخرها نحو {last}، والمجال المعتاد يخلط هذه المستويات كلها} many {{times} مرة، أولاها نحو {first} وآخرها نحو {last}، والمجال المعتاد يخلط هذه المستويات كلها} other {{times} مرة، أولاها نحو {first} وآخرها نحو {last}، والمجال المعتاد يخلط هذه المستويات كلها}}.",
  "brief.too-few":
    "ولا يمكن بعد تحديد ما هو معتاد هناك: {usable, plural, zero {فلا توجد أي نظرة سابقة للمقارنة} one {فلا توجد سوى نظرة سابقة واحدة للمقارنة} two {فلا توجد سوى نظرتين سابقتين للمقارنة} few {فلا توجد سوى {usable} نظرات سابقة للمقارنة} many {فلا توجد سوى {usable} نظرة سابقة للمقارنة} other {فلا توجد سوى {usable} نظرة سابقة للمقارنة}}، والحد الأدنى المطلوب هو {needed}.",
  "brief.no-comparison": "ولا يمكن تحديد ما هو معتاد هناك، فلا يوجد عدد سابق للمقارنة.",
  "brief.unusual": "ولو كان الوضع معتادًا، لبلغ احتمال تسجيل عدد بهذا الارتفاع أو أعلى منه {p}.",
  "brief.unusual-low": "ولو كان الوضع معتادًا، لبلغ احتمال تسجيل عدد بهذا الانخفاض أو أدنى منه {p}.",
  "brief.onset": "وبدأ {direction, select, fall {الانخفاض} other {الارتفاع}} بين {low} و{high}، عند مستوى {level}.",
  "brief.onset-unsure":
    "وإن كان قد حدث {direction, select, fall {انخفاض} other {ارتفاع}}، فقد بدأ بين {low} و{high} عند مستوى {level}؛ ولم تبلغ قوة الدليل عتبة التنبيه.",
  "brief.onset-possible":
    "وقد يكون هناك {direction, select, fall {انخفاض} other {ارتفاع}} مستمر: فإن كان قد حدث، فقد بدأ بين {low} و{high} عند مستوى {level}؛ ولم تبلغ قوة الدليل عتبة الإنذار.",
  "brief.ended": "وقد انتهى هذا {direction, select, fall {الانخفاض} other {الارتفاع}}.",
  "brief.no-rise": "ولا يشير عدد يوم {date} إلى ارتفاع مستمر.",
  "brief.judged":
    "{part, select, newest {ولم يُقارَن بما هو معتاد سوى عدد يوم {date} من دون أي عدد سبقه: فأي تغيّر قبله محسوب هنا ضمن المعتاد، {onset, select, told {ولا يُذكر مقداره} other {ولا تُذكر بدايته ولا مقداره}}} regime {ولم تشمل المقارنة سوى المرحلة التي حددها المحلل لعدد يوم {date}، ولم يُنظر في أي تغيّر من مرحلة أخرى إليها} period {ولم تشمل المقارنة سوى المرحلة التي حددها المحلل لعدد يوم {date}، ولم يُنظر في أي تغيّر من مرحلة أخرى إليها} other {ولم يُقارَن بما هو معتاد سوى {looks, plural, zero {صفر عدد سُجّل} one {عدد واحد سُجّل} two {عددين سُجّلا} few {{looks} أعداد سُجّلت} many {{looks} عددًا سُجّلت} other {{looks} عدد سُجّلت}} من {from} إلى {date}: فأي تغيّر قبل ذلك محسوب هنا ضمن المعتاد، {onset, select, told {ولا يُذكر مقداره} other {ولا تُذكر بدايته ولا مقداره}}}}.",
  "brief.event":
    "{days, plural, zero {ويقع التاريخ المرجّح لبدايته في يوم وقوع الحدث «{event}» ({date})} one {ويقع التاريخ المرجّح لبدايته بعد يوم واحد من الحدث «{event}» ({date})} two {ويقع التاريخ المرجّح لبدايته بعد يومين من الحدث «{event}» ({date})} few {ويقع التاريخ المرجّح لبدايته بعد {days} أيام من الحدث «{event}» ({date})} many {ويقع التاريخ المرجّح لبدايته بعد {days} يومًا من الحدث «{event}» ({date})} other {ويقع التاريخ المرجّح لبدايته بعد {days} يوم من الحدث «{event}» ({date})}}، وهذا تعاقب في الزمن لا يثبت السببية.",
  "brief.event-undecided":
    "ويقع الحدث «{event}» ({date}) ضمن الأيام التي ربما بدأ فيها {direction, select, fall {الانخفاض} possible_fall {الانخفاض المحتمل} possible_rise {الارتفاع المحتمل} other {الارتفاع}}، واحتمال أن يكون قد بدأ خلال الأيام الثلاثين التالية له {follows}.",
  "brief.event-either":
    "ويقع الحدث «{event}» ({date}) ضمن الأيام التي ربما بدأ فيها {direction, select, fall {الانخفاض} possible_fall {الانخفاض المحتمل} possible_rise {الارتفاع المحتمل} other {الارتفاع}}، واحتمال أن يكون قد بدأ خلال الأيام الثلاثين التالية له {follows}، وخلال الأيام الثلاثين السابقة له {precedes}.",
  "brief.types-not-told": "وتعذّر تحديد أنواع العربات: فمجموع الأعداد بحسب النوع {sum}، والعدد الكلي {cars}.",
  "brief.types-not-told-part":
    "وتعذّر تحديد أنواع العربات: فمجموع الأعداد بحسب النوع {sum}، وعدد العربات التي أمكنت رؤيتها {cars}.",
  "brief.types":
    "وتوزعت العربات بحسب النوع كالآتي: المغلقة أو المغطاة {covered}، والمكشوفة {open}، والصهاريج {tank}، والمسطحة وعربات الحاويات {flat}، والقاطرات وعربات الركاب {locomotive}، وما تعذّر تحديد نوعه {unknown}.",
  "brief.covered-loads":
    "وكانت حمولة {covered, plural, zero {صفر عربة} one {عربة واحدة} two {عربتين} few {{covered} عربات} many {{covered} عربة} other {{covered} عربة}} من أصل {cars} مغطاة، ولا تُظهر أي صورة ما تحت الغطاء.",
  "brief.covered-loads-listed":
    "وكانت حمولة {covered, plural, zero {صفر عربة} one {عربة واحدة} two {عربتين} few {{covered} عربات} many {{covered} عربة} other {{covered} عربة}} مغطاة من أصل {cars} أمكن تمييزها واحدة واحدة، ولا تُظهر أي صورة ما تحت الغطاء.",
  "brief.resolution":
    "وتبلغ مسافة العيّنة الأرضية في الصورة {gsd}، فلا يمكن التمييز بين شيئين تقل المسافة بينهما عن {separable}.",
  "brief.resolution-on":
    "وفي صورة {date}، تبلغ مسافة العيّنة الأرضية {gsd}، فلا يمكن التمييز بين شيئين تقل المسافة بينهما عن {separable}.",
  "brief.direction": "ولا يُعرف اتجاه سير العربات في {facility}.",
  "brief.gap":
    "وبلغت أطول مدة بلا إحصاء {days, plural, zero {صفر يوم} one {يومًا واحدًا} two {يومين} few {{days} أيام} many {{days} يومًا} other {{days} يوم}}، من {from} إلى {to}.",
  "brief.gap-same":
    "{gaps, plural, one {ويفصل بين العددين {days, plural, zero {صفر يوم} one {يوم واحد} two {يومان} few {{days} أيام} many {{days} يومًا} other {{days} يوم}}} zero {ويلي كل عدد العدد الذي قبله {days, plural, zero {صفر يوم} one {بيوم واحد} two {بيومين} few {بمدة {days} أيام} many {بمدة {days} يومًا} other {بمدة {days} يوم}}} two {ويلي كل عدد العدد الذي قبله {days, plural, zero {صفر يوم} one {بيوم واحد} two {بيومين} few {بمدة {days} أيام} many {بمدة {days} يومًا} other {بمدة {days} يوم}}} few {ويلي كل عدد العدد الذي قبله {days, plural, zero {صفر يوم} one {بيوم واحد} two {بيومين} few {بمدة {days} أيام} many {بمدة {days} يومًا} other {بمدة {days} يوم}}} many {ويلي كل عدد العدد الذي قبله {days, plural, zero {صفر يوم} one {بيوم واحد} two {بيومين} few {بمدة {days} أيام} many {بمدة {days} يومًا} other {بمدة {days} يوم}}} other {ويلي كل عدد العدد الذي قبله {days, plural, zero {صفر يوم} one {بيوم واحد} two {بيومين} few {بمدة {days} أيام} many {بمدة {days} يومًا} other {بمدة {days} يوم}}}}.",
  "brief.no-image": "ولم تُفحص أي صورة تُظهر {facility} من أجل هذا التقرير، فكل الأعداد أعداد ناشريها.",
  "brief.hidden": "وأخفت الغيوم أو الظلال أو حافة الصورة {share} من طول السكك.",
  "brief.canopy": "ويقع {metres} من السكك تحت سقف لا تُظهر أي صورة ما تحته.",
  "brief.cargo": "ولا تُعرف حمولة العربات.",
  "brief.classes": "ولا تُعرف أنواع العربات التي كانت هناك.",
  "brief.place":
    "ويقع الموقع قرب {latitude} {north, select, south {جنوبًا} other {شمالًا}} و{longitude} {east, select, west {غربًا} other {شرقًا}}.",
  "brief.drawn":
    "ويضم الموقع كما رُسم {tracks, plural, zero {صفر سكة} one {سكة واحدة} two {سكتين} few {{tracks} سكك} many {{tracks} سكة} other {{tracks} سكة}}، بطول إجمالي قدره {length}.",
  "brief.method": "وأُحصيت العربات بالطريقة {method}، وقياسات دقتها مذكورة في هذا التقرير.",
  "brief.accuracy": "واختُبرت طريقة العدّ على {on}، وكانت النتيجة: {measure}، {score}.",
  "brief.method-not-measured": "ولا يتضمن هذا التقرير قياسًا لدقة طريقة العدّ {method} كما استُخدمت هنا.",
  "brief.fault": "ومن العيوب المعروفة لطريقة العدّ: {fault}",
  "brief.origins":
    "ويستند هذا التقرير إلى {sources, plural, zero {صفر مصدر} one {مصدر واحد} two {مصدرين} few {{sources} مصادر} many {{sources} مصدرًا} other {{sources} مصدر}}، {sources, plural, zero {تعود} one {يعود} two {يعودان} few {تعود} many {تعود} other {تعود}} إلى {origins, plural, zero {صفر أصل} one {أصل واحد} two {أصلين} few {{origins} أصول} many {{origins} أصلًا} other {{origins} أصل}} من {publishers, plural, zero {صفر جهة نشر} one {جهة نشر واحدة} two {جهتَي نشر} few {{publishers} جهات نشر} many {{publishers} جهة نشر} other {{publishers} جهة نشر}}.",
  "brief.independent":
    "ويستند هذا التقرير إلى {sources, plural, zero {صفر مصدر} one {مصدر واحد} two {مصدرين} few {{sources} مصادر} many {{sources} مصدرًا} other {{sources} مصدر}}، {sources, plural, zero {تعود} one {يعود} two {يعودان} few {تعود} many {تعود} other {تعود}} إلى {origins, plural, zero {صفر أصل} one {أصل مستقل واحد} two {أصلين مستقلين} few {{origins} أصول مستقلة} many {{origins} أصلًا مستقلًا} other {{origins} أصل مستقل}}.",
  "brief.mind": "ولو صحّت فرضية «{hypothesis}» لتوقعنا أمرًا لم يُرصد بعد: {prediction}",
  "brief.no-judgement": "ولا يتضمن هذا التقرير أي تقدير لما جرى هناك.",
} as const;
