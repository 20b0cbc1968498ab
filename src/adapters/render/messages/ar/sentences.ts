/** جُمل التقرير عدا الموجز الإخباري: المفاتيح والقيم كما في core/report/sentences.ts. */
export const sentences = {
  "newest.counted":
    "{cars, plural, zero {لم تكن أي عربة واقفة في {facility} يوم {date}} one {كانت عربة واحدة واقفة في {facility} يوم {date}} two {كانت عربتان واقفتين في {facility} يوم {date}} few {كانت {cars} عربات واقفة في {facility} يوم {date}} many {كانت {cars} عربة واقفة في {facility} يوم {date}} other {كانت {cars} عربة واقفة في {facility} يوم {date}}}، والعدد باحتمال {level} من {low} إلى {high}.",
  "newest.counted-none": "لم تكن أي عربة واقفة في {facility} يوم {date}، باحتمال لا يقل عن {level}.",
  "newest.counted-exactly":
    "{cars, plural, zero {لم تكن أي عربة واقفة في {facility} يوم {date}} one {كانت عربة واحدة بالضبط واقفة في {facility} يوم {date}} two {كانت عربتان بالضبط واقفتين في {facility} يوم {date}} few {كانت {cars} عربات بالضبط واقفة في {facility} يوم {date}} many {كانت {cars} عربة بالضبط واقفة في {facility} يوم {date}} other {كانت {cars} عربة بالضبط واقفة في {facility} يوم {date}}}، باحتمال لا يقل عن {level}.",
  "newest.counted-read":
    "{cars, plural, zero {لم تكن أي عربة واقفة في {facility} يوم {date}} one {كانت عربة واحدة واقفة في {facility} يوم {date}} two {كانت عربتان واقفتين في {facility} يوم {date}} few {كانت {cars} عربات واقفة في {facility} يوم {date}} many {كانت {cars} عربة واقفة في {facility} يوم {date}} other {كانت {cars} عربة واقفة في {facility} يوم {date}}}، وفق قراءة {reader}.",
  "newest.counted-part":
    "{cars, plural, zero {لم تظهر أي عربة} one {ظهرت عربة واحدة} two {ظهرت عربتان} few {ظهرت {cars} عربات} many {ظهرت {cars} عربة} other {ظهرت {cars} عربة}} في {facility} يوم {date}، على ما أمكنت رؤيته من السكك، وهو {share} من طولها؛ ومع ما قد يقف على بقية السكك، فالعدد باحتمال {level} من {low} إلى {high}.",
  "newest.counted-part-read":
    "{cars, plural, zero {لم تظهر أي عربة} one {ظهرت عربة واحدة} two {ظهرت عربتان} few {ظهرت {cars} عربات} many {ظهرت {cars} عربة} other {ظهرت {cars} عربة}} في {facility} يوم {date} وفق قراءة {reader}، على ما أمكنت رؤيته من السكك، وهو {share} من طولها؛ ومع ما قد يقف على بقية السكك، فالعدد باحتمال {level} من {low} إلى {high}.",
  "newest.withheld": "حُجب العدد في {facility} يوم {date}، لأن الصورة لم تسمح بالعدّ.",
  "newest.last-count":
    "وأحدث عدد هو عدد يوم {date}: {cars, plural, zero {لا عربات} one {عربة واحدة} two {عربتان} few {{cars} عربات} many {{cars} عربة} other {{cars} عربة}}، والعدد باحتمال {level} من {low} إلى {high}.",
  "newest.last-count-part":
    "وأحدث عدد هو عدد يوم {date}: {cars, plural, zero {لم تظهر أي عربة} one {ظهرت عربة واحدة} two {ظهرت عربتان} few {ظهرت {cars} عربات} many {ظهرت {cars} عربة} other {ظهرت {cars} عربة}} على ما أمكنت رؤيته من السكك، وهو {share} من طولها؛ ومع ما قد يقف على بقية السكك، فالعدد باحتمال {level} من {low} إلى {high}.",
  "newest.last-count-exactly":
    "وأحدث عدد هو عدد يوم {date}: {cars, plural, zero {لا عربات} one {عربة واحدة بالضبط} two {عربتان بالضبط} few {{cars} عربات بالضبط} many {{cars} عربة بالضبط} other {{cars} عربة بالضبط}}، باحتمال لا يقل عن {level}.",
  "newest.last-count-read":
    "وأحدث عدد هو عدد يوم {date}: {cars, plural, zero {لا عربات} one {عربة واحدة} two {عربتان} few {{cars} عربات} many {{cars} عربة} other {{cars} عربة}}، وفق قراءة {reader}.",
  "newest.published":
    "وفق إحصاء {publisher}، بلغ عدد العربات في {facility} {precision, select, at_least {ما لا يقل عن } at_least_about {ما لا يقل عن نحو } at_most_about {ما لا يزيد على نحو } at_most {ما لا يزيد على } about {نحو } other {}}{cars, plural, zero {{precision, select, exact {صفرًا} other {صفر عربة}}} one {عربة واحدة} two {عربتين} few {{cars} عربات} many {{cars} عربة} other {{cars} عربة}} في صورة التُقطت يوم {date}.",
  "published.disagree":
    "تتعارض {publishers, plural, zero {الأعداد المنشورة} one {أعداد جهة نشر واحدة} two {أعداد جهتَي نشر} few {أعداد {publishers} جهات نشر} many {أعداد {publishers} جهة نشر} other {أعداد {publishers} جهة نشر}} ليوم {date}: أدناها {lowPrecision, select, at_least {ما لا يقل عن } at_least_about {ما لا يقل عن نحو } at_most_about {ما لا يزيد على نحو } at_most {ما لا يزيد على } about {نحو } other {}}{low}، وأعلاها {highPrecision, select, at_least {ما لا يقل عن } at_least_about {ما لا يقل عن نحو } at_most_about {ما لا يزيد على نحو } at_most {ما لا يزيد على } about {نحو } other {}}{high}{chosen, select, none {} named {؛ والمعتمد هنا هو العدد الذي اختاره المحلل} other {؛ والمعتمد هنا هو أقربها إلى المعتاد}}.",
  "published.month":
    "وفق إحصاء {publisher}، بلغ عدد العربات في {facility} {precision, select, at_least {ما لا يقل عن } at_least_about {ما لا يقل عن نحو } at_most_about {ما لا يزيد على نحو } at_most {ما لا يزيد على } about {نحو } other {}}{cars, plural, zero {{precision, select, exact {صفرًا} other {صفر عربة}}} one {عربة واحدة} two {عربتين} few {{cars} عربات} many {{cars} عربة} other {{cars} عربة}} في أحد أيام {month}، ولا يُعرف أيها.",
  "published.once":
    "وفق إحصاء {publisher}، بلغ عدد العربات في {facility} {precision, select, at_least {ما لا يقل عن } at_least_about {ما لا يقل عن نحو } at_most_about {ما لا يزيد على نحو } at_most {ما لا يزيد على } about {نحو } other {}}{cars, plural, zero {{precision, select, exact {صفرًا} other {صفر عربة}}} one {عربة واحدة} two {عربتين} few {{cars} عربات} many {{cars} عربة} other {{cars} عربة}} في يوم بين {from} و{to}.",
  "published.period":
    "بين {from} و{to}، ووفق إحصاء {publisher}، {precision, select, at_most {لم يتجاوز عدد العربات في {facility} في أي صورة {cars, plural, zero {صفر عربة} one {عربة واحدة} two {عربتين} few {{cars} عربات} many {{cars} عربة} other {{cars} عربة}}} at_most_about {لم يتجاوز عدد العربات في {facility} في أي صورة نحو {cars, plural, zero {صفر عربة} one {عربة واحدة} two {عربتين} few {{cars} عربات} many {{cars} عربة} other {{cars} عربة}}} at_least {لم يقل عدد العربات في {facility} في أي صورة عن {cars, plural, zero {صفر عربة} one {عربة واحدة} two {عربتين} few {{cars} عربات} many {{cars} عربة} other {{cars} عربة}}} at_least_about {لم يقل عدد العربات في {facility} في أي صورة عن نحو {cars, plural, zero {صفر عربة} one {عربة واحدة} two {عربتين} few {{cars} عربات} many {{cars} عربة} other {{cars} عربة}}} about {بلغ عدد العربات في {facility} نحو {cars, plural, zero {صفر عربة} one {عربة واحدة} two {عربتين} few {{cars} عربات} many {{cars} عربة} other {{cars} عربة}}} other {بلغ عدد العربات في {facility} {cars, plural, zero {صفرًا} one {عربة واحدة} two {عربتين} few {{cars} عربات} many {{cars} عربة} other {{cars} عربة}}}}.",
  "published.weak":
    "يستند {of, select, both {كلا الرقمين} period {ذلك الرقم} other {ذلك العدد}} إلى مصدر ({publisher}) درجته على مقياس الأميرالية {reliability}{credibility}: {reason}",
  "tracks.empty":
    "{empty, plural, zero {لم تخلُ من العربات أي سكة، وعدد السكك {tracks}.} one {{tracks, plural, zero {خلت من العربات سكة واحدة من أصل {tracks}.} one {خلت من العربات السكة الوحيدة.} two {خلت من العربات سكة واحدة من أصل {tracks}.} few {خلت من العربات سكة واحدة من أصل {tracks}.} many {خلت من العربات سكة واحدة من أصل {tracks}.} other {خلت من العربات سكة واحدة من أصل {tracks}.}}} two {خلت من العربات سكتان من أصل {tracks}.} few {خلت من العربات {empty} سكك من أصل {tracks}.} many {خلت من العربات {empty} سكة من أصل {tracks}.} other {خلت من العربات {empty} سكة من أصل {tracks}.}}",
  "types.mix":
    "العربات بحسب النوع: المغلقة أو المغطاة {covered}، والمكشوفة {open}، والصهاريج {tank}، والمسطحة وعربات الحاويات {flat}، والقاطرات وعربات الركاب {locomotive}، وما تعذّر تحديد نوعه {unknown}.",
  "looks.all":
    "تضم السلسلة {looks, plural, zero {صفر نظرة بين {from} و{to}} one {نظرة واحدة في {from}} two {نظرتين بين {from} و{to}} few {{looks} نظرات بين {from} و{to}} many {{looks} نظرة بين {from} و{to}} other {{looks} نظرة بين {from} و{to}}}: {counted, plural, zero {لم تُحصَ العربات في أي منها} one {أُحصيت العربات في واحدة منها} two {أُحصيت العربات في اثنتين منها} few {أُحصيت العربات في {counted} منها} many {أُحصيت العربات في {counted} منها} other {أُحصيت العربات في {counted} منها}}{withheld, plural, zero {} one {، وحُجب العدد في واحدة} two {، وحُجب العدد في اثنتين} few {، وحُجب العدد في {withheld}} many {، وحُجب العدد في {withheld}} other {، وحُجب العدد في {withheld}}}.",
  "published.all":
    "يضم السجل المنشور {entries, plural, zero {صفر إحصاء صدر} one {إحصاءً واحدًا صدر} two {إحصاءين بين {from} و{to}، صدرا} few {{entries} إحصاءات بين {from} و{to}، صدرت} many {{entries} إحصاءً بين {from} و{to}، صدرت} other {{entries} إحصاء بين {from} و{to}، صدرت}} عن {publishers, plural, zero {صفر جهة} one {جهة نشر واحدة} two {جهتَي نشر} few {{publishers} جهات نشر} many {{publishers} جهة نشر} other {{publishers} جهة نشر}}.",
  "synthetic.notice": "{facility}: ساحة اصطناعية لا وجود لها، وصورها من صنع برنامج حاسوبي.",

  "baseline.usual":
    "استنادًا إلى {looks, plural, zero {صفر نظرة بين {from} و{to}} one {نظرة واحدة في {from}} two {نظرتين بين {from} و{to}} few {{looks} نظرات بين {from} و{to}} many {{looks} نظرة بين {from} و{to}} other {{looks} نظرة بين {from} و{to}}}، يتراوح العدد في الأيام المعتادة من {low} إلى {high, plural, zero {{high}} one {عربة واحدة} two {عربتين} few {{high} عربات} many {{high} عربة} other {{high} عربة}}، عند مستوى {level}.",
  "baseline.images-assumed":
    "استنادًا إلى {looks, plural, zero {صفر نظرة} one {نظرة واحدة} two {نظرتين} few {{looks} نظرات} many {{looks} نظرة} other {{looks} نظرة}}، يتراوح العدد في الأيام المعتادة من {low} إلى {high, plural, zero {{high}} one {عربة واحدة} two {عربتين} few {{high} عربات} many {{high} عربة} other {{high} عربة}}، عند مستوى {level}؛ ولا يُعرف عدد الصور التي تستند إليها الأرقام المنشورة عن المدة من {from} إلى {to}، وقد افتُرض أنها {assumed, plural, zero {صفر صورة} one {صورة واحدة} two {صورتان} few {{assumed} صور} many {{assumed} صورة} other {{assumed} صورة}}.",
  "baseline.assumed":
    "لا يُعرف عدد الصور التي تستند إليها الأرقام المنشورة بين {from} و{to}؛ وإذا افتُرض أنها {looks, plural, zero {صفر صورة} one {صورة واحدة} two {صورتان} few {{looks} صور} many {{looks} صورة} other {{looks} صورة}}، يتراوح العدد في الأيام المعتادة من {low} إلى {high, plural, zero {{high}} one {عربة واحدة} two {عربتين} few {{high} عربات} many {{high} عربة} other {{high} عربة}}، عند مستوى {level}.",
  "baseline.regimes":
    "{regimes, plural, zero {لا يقع ما بُني عليه ذلك ضمن أي مرحلة حددها المحلل} one {وبُني ذلك على أعداد مرحلة «{first}» التي حددها المحلل} two {ويخلط ذلك أعداد مرحلتين حددهما المحلل، هما «{first}» و«{last}»} few {ويخلط ذلك أعداد {regimes} مراحل حددها المحلل، من «{first}» إلى «{last}»} many {ويخلط ذلك أعداد {regimes} مرحلة حددها المحلل، من «{first}» إلى «{last}»} other {ويخلط ذلك أعداد {regimes} مرحلة حددها المحلل، من «{first}» إلى «{last}»}}{none, select, some {، وأعدادًا لا تقع ضمن أي مرحلة} other {}}.",
  "regime.lasting": "«{regime}» مرحلة حددها المحلل ابتداءً من {from}.",
  "regime.past": "«{regime}» مرحلة حددها المحلل من {from} إلى {to}.",
  "baseline.weak":
    "{of, plural, zero {لا يستند أي رقم منشور} one {يستند الرقم المنشور الوحيد الذي بُني عليه ذلك} two {من الرقمين المنشورين اللذين بُني عليهما ذلك، {weak, plural, zero {صفر رقم يستند} one {رقم واحد يستند} two {رقمان يستندان} few {{weak} أرقام تستند} many {{weak} رقمًا تستند} other {{weak} رقم تستند}}} few {من الأرقام المنشورة التي بُني عليها ذلك، وعددها {of}، {weak, plural, zero {صفر رقم يستند} one {رقم واحد يستند} two {رقمان يستندان} few {{weak} أرقام تستند} many {{weak} رقمًا تستند} other {{weak} رقم تستند}}} many {من الأرقام المنشورة التي بُني عليها ذلك، وعددها {of}، {weak, plural, zero {صفر رقم يستند} one {رقم واحد يستند} two {رقمان يستندان} few {{weak} أرقام تستند} many {{weak} رقمًا تستند} other {{weak} رقم تستند}}} other {من الأرقام المنشورة التي بُني عليها ذلك، وعددها {of}، {weak, plural, zero {صفر رقم يستند} one {رقم واحد يستند} two {رقمان يستندان} few {{weak} أرقام تستند} many {{weak} رقمًا تستند} other {{weak} رقم تستند}}}} {weak, plural, zero {إلى مصادر صُنّفت غير موثوقة أو مستبعدة الصحة أو تعذّر الحكم عليها} one {إلى مصدر صُنّف غير موثوق أو مستبعد الصحة أو تعذّر الحكم عليه} two {إلى مصادر صُنّفت غير موثوقة أو مستبعدة الصحة أو تعذّر الحكم عليها} few {إلى مصادر صُنّفت غير موثوقة أو مستبعدة الصحة أو تعذّر الحكم عليها} many {إلى مصادر صُنّفت غير موثوقة أو مستبعدة الصحة أو تعذّر الحكم عليها} other {إلى مصادر صُنّفت غير موثوقة أو مستبعدة الصحة أو تعذّر الحكم عليها}}.",
  "baseline.level-changed": "تغيّر مستوى السلسلة نحو {from}، والمجال المعتاد يخلط المستويين.",
  "baseline.levels-changed":
    "تغيّر مستوى السلسلة {times, plural, zero {{times} مرة، أولاها نحو {first} وآخرها نحو {last}، والمجال المعتاد يخلط هذه المستويات كلها} one {مرة واحدة نحو {first}، والمجال المعتاد يخلط المستويين} two {مرتين، نحو {first} ونحو {last}، والمجال المعتاد يخلط المستويات الثلاثة} few {{times} مرات، أولاها نحو {first} وآخرها نحو {last}، والمجال المعتاد يخلط هذه المستويات كلها} many {{times} مرة، أولاها نحو {first} وآخرها نحو {last}، والمجال المعتاد يخلط هذه المستويات كلها} other {{times} مرة، أولاها نحو {first} وآخرها نحو {last}، والمجال المعتاد يخلط هذه المستويات كلها}}.",
  "baseline.too-few":
    "لا يوجد خط أساس بعد: {usable, plural, zero {لا توجد أي نظرة سابقة} one {لم تصلح سوى نظرة واحدة} two {لم تصلح سوى نظرتين} few {لم تصلح سوى {usable} نظرات} many {لم تصلح سوى {usable} نظرة} other {لم تصلح سوى {usable} نظرة}}، والحد الأدنى المطلوب هو {needed}.",
  "baseline.too-few-smallest":
    "صورة واضحة أخرى بعد أسبوعين من شأنها أن تبلغ بقوة الدليل على ارتفاع مستمر عتبة الإنذار ابتداءً من نحو {times, plural, zero {{times} من العدد المعتاد} one {العدد المعتاد نفسه} two {ضعفَي العدد المعتاد} few {{times} أضعاف العدد المعتاد} many {{times} ضعف العدد المعتاد} other {{times} ضعف العدد المعتاد}} من العربات.",
  "unusual.probability": "لو كان الوضع معتادًا، لبلغ احتمال تسجيل عدد بارتفاع ما سُجّل يوم {date} أو أعلى منه {p}.",
  "unusual.windows":
    "وهذا هو الأقل إثارةً للدهشة من بين {windows, plural, zero {{windows} طريقة} one {طريقة واحدة} two {طريقتين} few {{windows} طرق} many {{windows} طريقة} other {{windows} طريقة}} لاختيار النظرات المعتادة: فلا تعطي أي طريقة أخرى احتمالًا أعلى.",
  "unusual.ordinary": "عدد يوم {date} ليس خارجًا عن المعتاد.",
  "unusual.rank":
    "عدد يوم {date} أعلى مما سُجّل في {above, plural, zero {صفر نظرة} one {نظرة واحدة} two {نظرتين} few {{above} نظرات} many {{above} نظرة} other {{above} نظرة}} من أصل {of}، وهو عدد النظرات السابقة التي شملت الساحة كلها.",
  "unusual.rank-chance":
    "ولو كان كل ترتيب لهذه الأعداد محتملًا كأي ترتيب آخر، لكان احتمال أن يكون عدد {date} أعلاها {chance}، أيًّا كان المعتاد.",
  "unusual.rank-low":
    "عدد يوم {date} أدنى مما سُجّل في {below, plural, zero {صفر نظرة} one {نظرة واحدة} two {نظرتين} few {{below} نظرات} many {{below} نظرة} other {{below} نظرة}} من أصل {of}، وهو عدد النظرات السابقة التي شملت الساحة كلها.",
  "unusual.rank-regime":
    "عدد يوم {date} أعلى مما سُجّل في {above, plural, zero {صفر نظرة} one {نظرة واحدة} two {نظرتين} few {{above} نظرات} many {{above} نظرة} other {{above} نظرة}} من أصل {of}، وهو عدد النظرات السابقة التي شملت الساحة كلها في مرحلة «{regime}»{none, select, some { أو خارج أي مرحلة} other {}}.",
  "unusual.rank-low-regime":
    "عدد يوم {date} أدنى مما سُجّل في {below, plural, zero {صفر نظرة} one {نظرة واحدة} two {نظرتين} few {{below} نظرات} many {{below} نظرة} other {{below} نظرة}} من أصل {of}، وهو عدد النظرات السابقة التي شملت الساحة كلها في مرحلة «{regime}»{none, select, some { أو خارج أي مرحلة} other {}}.",
  "sensitivity.probability": "وفي ظل الافتراضات الأخرى التي جُرّبت، يتراوح هذا الاحتمال من {low} إلى {high}.",
  "sensitivity.missed-at":
    "لا يبلغ احتمال عدد بهذا الارتفاع {p} إلا إذا كانت الصور السابقة لم تُظهر سوى {share} من العربات الموجودة.",
  "sensitivity.missed": "لا يصبح هذا العدد عاديًا إلا إذا كانت الصور السابقة لم تُظهر سوى {share} من العربات الموجودة.",
  "rise.tier":
    "{tier, select, none {لا مؤشر على ارتفاع مستمر؛ وتبلغ قوة الدليل {evidence}.} watch {قد يكون هناك ارتفاع مستمر؛ وتبلغ قوة الدليل {evidence}.} alarm {تجاوزت قوة الدليل على ارتفاع مستمر عتبة الإنذار، وبلغت {evidence}.} firm {الدليل على ارتفاع مستمر راسخ، وتبلغ قوته {evidence}.} ended {انتهى الارتفاع؛ وتبلغ قوة الدليل {evidence}.} other {تبلغ قوة الدليل على ارتفاع مستمر {evidence}.}}",
  "fall.tier":
    "{tier, select, watch {قد يكون هناك انخفاض مستمر؛ وتبلغ قوة الدليل عليه {evidence}.} alarm {تجاوزت قوة الدليل على انخفاض مستمر عتبة الإنذار، وبلغت {evidence}.} firm {الدليل على انخفاض مستمر راسخ، وتبلغ قوته {evidence}.} ended {انتهى الانخفاض؛ وتبلغ قوة الدليل عليه {evidence}.} other {تبلغ قوة الدليل على انخفاض مستمر {evidence}.}}",
  "rise.false-alarms":
    "وإذا لم يتغير شيء، وكان تفاوت الأعداد المعتادة كما يفترضه النموذج، فإن احتمال أن تبلغ قوة الدليل على {direction, select, fall {انخفاض} other {ارتفاع}} مستمر {threshold} خلال {looks, plural, zero {صفر عدد} one {عدد واحد} two {عددين} few {{looks} أعداد} many {{looks} عددًا} other {{looks} عدد}} مما يُقارَن بالمعتاد لا يتجاوز {looks} من {threshold}.",
  "rise.again":
    "وبعد {direction, select, fall {الانخفاض} other {الارتفاع}} الذي انتهى، قد يكون هناك {direction, select, fall {انخفاض} other {ارتفاع}} آخر؛ وتبلغ قوة الدليل عليه {evidence}.",
  "judged.part":
    "{part, select, newest {لم يُقارَن بما هو معتاد سوى عدد يوم {date} من دون أي عدد سبقه: فأي تغيّر قبله محسوب هنا ضمن المعتاد، {onset, select, told {ولا يُذكر مقداره} other {ولا تُذكر بدايته ولا مقداره}}} regime {لم تشمل المقارنة سوى المرحلة التي حددها المحلل لعدد يوم {date}، ولم يُنظر في أي تغيّر من مرحلة أخرى إليها} period {لم تشمل المقارنة سوى المرحلة التي حددها المحلل لعدد يوم {date}، ولم يُنظر في أي تغيّر من مرحلة أخرى إليها} other {لم يُقارَن بما هو معتاد سوى {looks, plural, zero {صفر عدد سُجّل} one {عدد واحد سُجّل} two {عددين سُجّلا} few {{looks} أعداد سُجّلت} many {{looks} عددًا سُجّلت} other {{looks} عدد سُجّلت}} من {from} إلى {date}: فأي تغيّر قبل ذلك محسوب هنا ضمن المعتاد، {onset, select, told {ولا يُذكر مقداره} other {ولا تُذكر بدايته ولا مقداره}}}}؛ وتبلغ قوة الدليل على {direction, select, fall {انخفاض} other {ارتفاع}} مستمر {evidence}.",
  "rise.fell-back":
    "تراجعت قوة الدليل على {direction, select, fall {انخفاض} other {ارتفاع}} مستمر إلى ما دون العتبة، وتبلغ الآن {evidence}.",
  "fall.probability": "لو كان الوضع معتادًا، لبلغ احتمال تسجيل عدد بانخفاض ما سُجّل يوم {date} أو أدنى منه {p}.",
  "rise.onset": "بدأ {direction, select, fall {الانخفاض} other {الارتفاع}} بين {low} و{high}، عند مستوى {level}.",
  "rise.shape":
    "{shape, select, step {وترجّح النظرات أن {direction, select, fall {الانخفاض} other {الارتفاع}} حدث دفعة واحدة لا على مدى أسابيع} ramp {وترجّح النظرات أن {direction, select, fall {الانخفاض} other {الارتفاع}} حدث على مدى أسابيع لا دفعة واحدة} other {ولا يمكن الجزم بما إذا كان {direction, select, fall {الانخفاض} other {الارتفاع}} قد حدث دفعة واحدة أم على مدى أسابيع}}: فاحتمال أن يكون قد حدث دفعة واحدة {probability}، إذا عُدّ كلٌّ من ذلك ومن التغيّر البطيء على مدى ثلاثة أسابيع وعلى مدى شهر ونصف الشهر وعلى مدى ثلاثة أشهر متساويًا في الاحتمال مسبقًا.",
  "rise.onset-unsure":
    "إن كان قد حدث {direction, select, fall {انخفاض} other {ارتفاع}}، فقد بدأ بين {low} و{high} عند مستوى {level}؛ ولم تبلغ قوة الدليل عتبة التنبيه.",
  "rise.onset-possible":
    "إن كان قد حدث {direction, select, fall {انخفاض} other {ارتفاع}} مستمر، فقد بدأ بين {low} و{high} عند مستوى {level}؛ ولم تبلغ قوة الدليل عتبة الإنذار.",
  "rise.none": "لا يشير عدد يوم {date} إلى ارتفاع مستمر.",
  "rise.ratio":
    "ومنذ ذلك الحين {median, plural, zero {انخفض عدد العربات إلى {median} مما كان عليه} one {كان عدد العربات كما كان من قبل} two {بلغ عدد العربات ضعفَي ما كان عليه} few {بلغ عدد العربات {median} أضعاف ما كان عليه} many {بلغ عدد العربات {median} ضعف ما كان عليه} other {بلغ عدد العربات {median} ضعف ما كان عليه}}، ويتراوح ذلك من {low} إلى {high} عند مستوى {level}.",
  "rise.ratio-ended":
    "وخلال تلك المدة {median, plural, zero {انخفض عدد العربات إلى {median} مما كان عليه قبلها} one {كان عدد العربات كما كان قبلها} two {بلغ عدد العربات ضعفَي ما كان عليه قبلها} few {بلغ عدد العربات {median} أضعاف ما كان عليه قبلها} many {بلغ عدد العربات {median} ضعف ما كان عليه قبلها} other {بلغ عدد العربات {median} ضعف ما كان عليه قبلها}}، ويتراوح ذلك من {low} إلى {high} عند مستوى {level}.",
  "rise.ratio-possible":
    "وإن صحّ ذلك، فمنذ ذلك الحين {median, plural, zero {انخفض عدد العربات إلى {median} مما كان عليه} one {كان عدد العربات كما كان من قبل} two {بلغ عدد العربات ضعفَي ما كان عليه} few {بلغ عدد العربات {median} أضعاف ما كان عليه} many {بلغ عدد العربات {median} ضعف ما كان عليه} other {بلغ عدد العربات {median} ضعف ما كان عليه}}، ويتراوح ذلك من {low} إلى {high} عند مستوى {level}.",
  "fall.ratio":
    "ومنذ ذلك الحين يبلغ عدد العربات {median} مما كان عليه، ويتراوح ذلك من {low} إلى {high} عند مستوى {level}.",
  "fall.ratio-ended":
    "وخلال تلك المدة بلغ عدد العربات {median} مما كان عليه قبلها، ويتراوح ذلك من {low} إلى {high} عند مستوى {level}.",
  "fall.ratio-possible":
    "وإن صحّ ذلك، فمنذ ذلك الحين يبلغ عدد العربات {median} مما كان عليه، ويتراوح ذلك من {low} إلى {high} عند مستوى {level}.",
  "rise.before":
    "والمقصود بما كان عليه العدد من قبل هو المعتاد، من دون {direction, select, fall {الانخفاض} other {الارتفاع}} الذي انتهى بحلول {until}.",
  "rise.ended-by": "وكان {direction, select, fall {الانخفاض} other {الارتفاع}} قد انتهى بحلول {until}.",
  "rise.ended":
    "وكان {direction, select, fall {الانخفاض} other {الارتفاع}} قد انتهى بحلول {until}، وهو يوم أول نظرة عند المستوى المعتاد من جديد.",
  "types.changed":
    "تغيّر مزيج أنواع العربات مع {direction, select, fall {الانخفاض} past_fall {الانخفاض} possible_fall {الانخفاض المحتمل} possible_rise {الارتفاع المحتمل} other {الارتفاع}}، واحتمال ذلك {probability} إذا عُدّ التغيّر وعدمه متساويَي الاحتمال مسبقًا: ارتفعت حصة {gained, select, tank {عربات الصهاريج} covered {العربات المغلقة والمغطاة} open {العربات المكشوفة} flat {العربات المسطحة وعربات الحاويات} locomotive {القاطرات وعربات الركاب} ore {عربات الخام} box {العربات المغلقة} passenger {عربات الركاب} other {{gained}}} تقديرًا من {gainedBefore} إلى {gainedAfter} من العربات التي عُرف نوعها، وانخفضت حصة {lost, select, tank {عربات الصهاريج} covered {العربات المغلقة والمغطاة} open {العربات المكشوفة} flat {العربات المسطحة وعربات الحاويات} locomotive {القاطرات وعربات الركاب} ore {عربات الخام} box {العربات المغلقة} passenger {عربات الركاب} other {{lost}}} من {lostBefore} إلى {lostAfter} ({looksBefore, plural, zero {صفر نظرة} one {نظرة واحدة} two {نظرتان} few {{looksBefore} نظرات} many {{looksBefore} نظرة} other {{looksBefore} نظرة}} قبله، و{looksAfter, plural, zero {صفر نظرة} one {نظرة واحدة} two {نظرتان} few {{looksAfter} نظرات} many {{looksAfter} نظرة} other {{looksAfter} نظرة}} {direction, select, past_fall {خلاله} past_rise {خلاله} other {منذ ذلك الحين}}).",
  "types.not-changed":
    "{verdict, select, same {لا مؤشر على تغيّر في مزيج أنواع العربات} other {لا يمكن الجزم بما إذا كان مزيج أنواع العربات قد تغيّر}} مع {direction, select, fall {الانخفاض} past_fall {الانخفاض} possible_fall {الانخفاض المحتمل} possible_rise {الارتفاع المحتمل} other {الارتفاع}}: احتمال التغيّر هو {probability} إذا عُدّ التغيّر وعدمه متساويَي الاحتمال مسبقًا، استنادًا إلى {looksBefore, plural, zero {صفر نظرة} one {نظرة واحدة} two {نظرتين} few {{looksBefore} نظرات} many {{looksBefore} نظرة} other {{looksBefore} نظرة}} قبله و{looksAfter, plural, zero {صفر نظرة} one {نظرة واحدة} two {نظرتين} few {{looksAfter} نظرات} many {{looksAfter} نظرة} other {{looksAfter} نظرة}} {direction, select, past_fall {خلاله} past_rise {خلاله} other {منذ ذلك الحين}}.",
  "event.before-onset-of":
    "{days, plural, zero {وقع الحدث «{event}» ({date}) في اليوم المرجّح لبداية {direction, select, fall {الانخفاض} possible_fall {الانخفاض المحتمل} possible_rise {الارتفاع المحتمل} other {الارتفاع}}} one {سبق الحدث «{event}» ({date}) التاريخ المرجّح لبداية {direction, select, fall {الانخفاض} possible_fall {الانخفاض المحتمل} possible_rise {الارتفاع المحتمل} other {الارتفاع}} بيوم واحد} two {سبق الحدث «{event}» ({date}) التاريخ المرجّح لبداية {direction, select, fall {الانخفاض} possible_fall {الانخفاض المحتمل} possible_rise {الارتفاع المحتمل} other {الارتفاع}} بيومين} few {سبق الحدث «{event}» ({date}) التاريخ المرجّح لبداية {direction, select, fall {الانخفاض} possible_fall {الانخفاض المحتمل} possible_rise {الارتفاع المحتمل} other {الارتفاع}} بمدة {days} أيام} many {سبق الحدث «{event}» ({date}) التاريخ المرجّح لبداية {direction, select, fall {الانخفاض} possible_fall {الانخفاض المحتمل} possible_rise {الارتفاع المحتمل} other {الارتفاع}} بمدة {days} يومًا} other {سبق الحدث «{event}» ({date}) التاريخ المرجّح لبداية {direction, select, fall {الانخفاض} possible_fall {الانخفاض المحتمل} possible_rise {الارتفاع المحتمل} other {الارتفاع}} بمدة {days} يوم}}؛ {events, plural, zero {واحتمال أن يقع واحد على الأقل من {events} تاريخ تُختار عشوائيًا من أيام السجل، أي بعدد الأحداث التي نُظر فيها،} one {واحتمال أن يقع تاريخ يُختار عشوائيًا من أيام السجل} two {واحتمال أن يقع واحد على الأقل من تاريخين يُختاران عشوائيًا من أيام السجل، أي بعدد الأحداث التي نُظر فيها،} few {واحتمال أن يقع واحد على الأقل من {events} تواريخ تُختار عشوائيًا من أيام السجل، أي بعدد الأحداث التي نُظر فيها،} many {واحتمال أن يقع واحد على الأقل من {events} تاريخًا تُختار عشوائيًا من أيام السجل، أي بعدد الأحداث التي نُظر فيها،} other {واحتمال أن يقع واحد على الأقل من {events} تاريخ تُختار عشوائيًا من أيام السجل، أي بعدد الأحداث التي نُظر فيها،}} {days, plural, zero {في ذلك اليوم نفسه} one {على هذا القرب قبل ذلك التاريخ أو فيه} two {على هذا القرب قبل ذلك التاريخ أو فيه} few {على هذا القرب قبل ذلك التاريخ أو فيه} many {على هذا القرب قبل ذلك التاريخ أو فيه} other {على هذا القرب قبل ذلك التاريخ أو فيه}} هو {chance}. والتعاقب في الزمن لا يثبت السببية.",
  "event.before-onset":
    "{days, plural, zero {وقع الحدث «{event}» ({date}) في اليوم المرجّح لبداية {direction, select, fall {الانخفاض} possible_fall {الانخفاض المحتمل} possible_rise {الارتفاع المحتمل} other {الارتفاع}}} one {سبق الحدث «{event}» ({date}) التاريخ المرجّح لبداية {direction, select, fall {الانخفاض} possible_fall {الانخفاض المحتمل} possible_rise {الارتفاع المحتمل} other {الارتفاع}} بيوم واحد} two {سبق الحدث «{event}» ({date}) التاريخ المرجّح لبداية {direction, select, fall {الانخفاض} possible_fall {الانخفاض المحتمل} possible_rise {الارتفاع المحتمل} other {الارتفاع}} بيومين} few {سبق الحدث «{event}» ({date}) التاريخ المرجّح لبداية {direction, select, fall {الانخفاض} possible_fall {الانخفاض المحتمل} possible_rise {الارتفاع المحتمل} other {الارتفاع}} بمدة {days} أيام} many {سبق الحدث «{event}» ({date}) التاريخ المرجّح لبداية {direction, select, fall {الانخفاض} possible_fall {الانخفاض المحتمل} possible_rise {الارتفاع المحتمل} other {الارتفاع}} بمدة {days} يومًا} other {سبق الحدث «{event}» ({date}) التاريخ المرجّح لبداية {direction, select, fall {الانخفاض} possible_fall {الانخفاض المحتمل} possible_rise {الارتفاع المحتمل} other {الارتفاع}} بمدة {days} يوم}}؛ واحتمال أن يقع تاريخ يُختار عشوائيًا على هذا القرب هو {chance}. والتعاقب في الزمن لا يثبت السببية.",
  "event.after-onset":
    "{days, plural, zero {وقع الحدث «{event}» ({date}) في اليوم المرجّح لبداية {direction, select, fall {الانخفاض} possible_fall {الانخفاض المحتمل} possible_rise {الارتفاع المحتمل} other {الارتفاع}}} one {جاء الحدث «{event}» ({date}) بعد التاريخ المرجّح لبداية {direction, select, fall {الانخفاض} possible_fall {الانخفاض المحتمل} possible_rise {الارتفاع المحتمل} other {الارتفاع}} بيوم واحد} two {جاء الحدث «{event}» ({date}) بعد التاريخ المرجّح لبداية {direction, select, fall {الانخفاض} possible_fall {الانخفاض المحتمل} possible_rise {الارتفاع المحتمل} other {الارتفاع}} بيومين} few {جاء الحدث «{event}» ({date}) بعد التاريخ المرجّح لبداية {direction, select, fall {الانخفاض} possible_fall {الانخفاض المحتمل} possible_rise {الارتفاع المحتمل} other {الارتفاع}} بمدة {days} أيام} many {جاء الحدث «{event}» ({date}) بعد التاريخ المرجّح لبداية {direction, select, fall {الانخفاض} possible_fall {الانخفاض المحتمل} possible_rise {الارتفاع المحتمل} other {الارتفاع}} بمدة {days} يومًا} other {جاء الحدث «{event}» ({date}) بعد التاريخ المرجّح لبداية {direction, select, fall {الانخفاض} possible_fall {الانخفاض المحتمل} possible_rise {الارتفاع المحتمل} other {الارتفاع}} بمدة {days} يوم}}، وبعد نهاية مجال البداية كله عند مستوى {level}.",

  "event.ratio":
    "وفي النظرات التي تلت الحدث «{event}» ({date}) {median, plural, zero {انخفض عدد العربات إلى {median} مما كان عليه قبله} one {كان عدد العربات كما كان قبله} two {بلغ عدد العربات ضعفَي ما كان عليه قبله} few {بلغ عدد العربات {median} أضعاف ما كان عليه قبله} many {بلغ عدد العربات {median} ضعف ما كان عليه قبله} other {بلغ عدد العربات {median} ضعف ما كان عليه قبله}}، ويتراوح ذلك من {low} إلى {high} عند مستوى {level}.",
  "event.ratio-share":
    "وفي النظرات التي تلت الحدث «{event}» ({date}) يبلغ عدد العربات {median} مما كان عليه قبله، ويتراوح ذلك من {low} إلى {high} عند مستوى {level}.",
  "event.undecided":
    "يقع الحدث «{event}» ({date}) ضمن الأيام التي ربما بدأ فيها {direction, select, fall {الانخفاض} possible_fall {الانخفاض المحتمل} possible_rise {الارتفاع المحتمل} other {الارتفاع}}، فلا يمكن الجزم بأيهما سبق: احتمال أن يكون قد بدأ خلال الأيام الثلاثين التالية له {follows}، وخلال الأيام الثلاثين السابقة له {precedes}.",

  "cannot.covered":
    "يوم {date}، كانت حمولة {covered, plural, zero {صفر عربة} one {عربة واحدة} two {عربتين} few {{covered} عربات} many {{covered} عربة} other {{covered} عربة}} من أصل {cars} مغطاة، ولا يمكن رؤية ما تحت الغطاء.",
  "cannot.covered-listed":
    "يوم {date}، كانت حمولة {covered, plural, zero {صفر عربة} one {عربة واحدة} two {عربتين} few {{covered} عربات} many {{covered} عربة} other {{covered} عربة}} مغطاة من أصل {cars} أمكن تمييزها واحدة واحدة، ولا يمكن رؤية ما تحت الغطاء.",
  "cannot.covered-said": "بحسب {by}، تخفي الأغطية الحمولات، ولا يمكن رؤية ما تحتها.",
  "cannot.canopy":
    "يقع {metres} من السكك تحت سقف لا تُظهر أي صورة ما تحته، وذلك على {tracks, plural, zero {صفر سكة} one {سكة واحدة} two {سكتين} few {{tracks} سكك} many {{tracks} سكة} other {{tracks} سكة}}.",
  "cannot.hidden": "يوم {date}، أخفت الغيوم أو الظلال أو حافة الصورة {share} من طول السكك.",
  "cannot.resolution":
    "في صورة {date}، تبلغ مسافة العيّنة الأرضية {gsd}، فلا يمكن التمييز بين شيئين تقل المسافة بينهما عن {separable}.",
  "cannot.gap":
    "{days, plural, zero {يفصل صفر يوم} one {يفصل يوم واحد} two {يفصل يومان} few {تفصل {days} أيام} many {يفصل {days} يومًا} other {يفصل {days} يوم}} بين إحصاءي يومي {from} و{to}، ولا إحصاء ليوم بعينه بينهما.",
  "cannot.withheld":
    "حُجب العدد في {withheld, plural, zero {صفر نظرة} one {نظرة واحدة} two {نظرتين} few {{withheld} نظرات} many {{withheld} نظرة} other {{withheld} نظرة}} من أصل {looks}؛ والعدد المحجوب ليس صفرًا.",
  "cannot.direction": "لا يُعرف اتجاه سير العربات في {facility}، فصورة العربات الواقفة لا تكشفه.",
  "cannot.class":
    "يوم {date}، تعذّر تحديد نوع {unknown, plural, zero {صفر عربة} one {عربة واحدة} two {عربتين} few {{unknown} عربات} many {{unknown} عربة} other {{unknown} عربة}} من أصل {cars}.",
  "cannot.class-said": "بحسب {by}، لا تسمح الصور بالتمييز بين أنواع العربات.",
  "cannot.types": "تعذّر تحديد أنواع العربات الواقفة يوم {date}: فمجموع الأعداد بحسب النوع {sum}، والعدد الكلي {cars}.",
  "cannot.types-part":
    "تعذّر تحديد أنواع العربات الواقفة يوم {date}: فمجموع الأعداد بحسب النوع {sum}، وعدد العربات التي أمكنت رؤيتها {cars}.",
  "cannot.no-image":
    "ليس لدى Yardcheck أي صورة خاصة به تُظهر {facility}؛ فكل الأعداد هنا أحصتها جهات أخرى ونشرتها، على مساحات ووفق قواعد اختارتها.",
  "cannot.method-fault": "عيب معروف في الطريقة: {fault}",
  "cannot.analyst": "{text} (إضافة من {by})",

  "judgement.likelihood":
    "{likelihood, select, even {في تقدير {by}، هناك {likelihood} لأن تكون فرضية «{hypothesis}» هي التفسير الصحيح.} almost_no_chance {في تقدير {by}، هناك {likelihood} لأن تكون فرضية «{hypothesis}» هي التفسير الصحيح.} other {في تقدير {by}، فرضية «{hypothesis}» تفسير {likelihood}.}}",
  "judgement.not-leading":
    "{ahead, plural, zero {لا فرضية أقل تعارضًا مع الأدلة مما قُدّر هنا} one {هناك فرضية أخرى أقل تعارضًا مع الأدلة مما قُدّر هنا} two {هناك فرضيتان أخريان أقل تعارضًا مع الأدلة مما قُدّر هنا} few {هناك {ahead} فرضيات أخرى أقل تعارضًا مع الأدلة مما قُدّر هنا} many {هناك {ahead} فرضية أخرى أقل تعارضًا مع الأدلة مما قُدّر هنا} other {هناك {ahead} فرضية أخرى أقل تعارضًا مع الأدلة مما قُدّر هنا}}{place, select, last {، ولا فرضية أشد تعارضًا معها منه} other {}}.",
  "judgement.reason": "{reason}",
  "judgement.others-said":
    "{date, select, day {يوم} other {في}} {date}، جاء في تقدير {by}{original, select, ar { بلفظهم: «{statement}»} none {، ملخَّصًا هنا: {statement}} other {، مترجَمًا هنا عن لفظهم: {statement}}}.",
  "judgement.others":
    "في تقدير {by} {date, select, day {يوم} other {في}} {date}، فرضية «{hypothesis}» أمر {word}؛ وهذا تقديرهم وبلفظهم.",
  "judgement.confidence":
    "{confidence, select, low {درجة الثقة في هذا التقدير منخفضة.} moderate {درجة الثقة في هذا التقدير متوسطة.} high {درجة الثقة في هذا التقدير عالية.} other {لم تُذكر درجة الثقة في هذا التقدير.}}",
  "confidence.lowered":
    "بحسب {by}، كانت درجة الثقة {said, select, high {عالية} moderate {متوسطة} other {منخفضة}}، ثم خُفّضت إلى {confidence, select, high {عالية} moderate {متوسطة} other {منخفضة}} {reasons, plural, zero {بلا سبب مسجّل} one {للسبب التالي} two {للسببين التاليين} few {للأسباب التالية، وعددها {reasons}} many {للأسباب التالية، وعددها {reasons}} other {للأسباب التالية، وعددها {reasons}}}.",
  "confidence.reason":
    "{reason, select, no_evidence {لا يوجد في السجل أي دليل يتصل بهذه الفرضية.} one_origin {تعود الأدلة كلها إلى أصل واحد.} several_origins {تأتي الأدلة من أصول متعددة لا يكرر بعضها بعضًا.} no_reliable_source {لا يوجد بين المصادر ما صُنّف موثوقًا.} single_row_decides {دليل واحد، إن كان خاطئًا، كفيل بتغيير الفرضية المتقدمة.} order_robust {لا يوجد دليل واحد يغيّر، إن كان خاطئًا، الفرضية المتقدمة.} not_leading {هناك فرضية أخرى أقل تعارضًا مع الأدلة.} rivals_not_separated {لا تميّز الأدلة بين الفرضية المتقدمة وأقرب منافساتها.} loads_covered {الحمولات مغطاة.} direction_unknown {اتجاه السير غير معروف.} no_image_of_ours {لم نفحص أي صورة بأنفسنا.} too_few_looks {النظرات أقل من أن تكفي لخط أساس.} other {سُجّل سبب لا صياغة له بعد.}}",

  "mind.smallest-rise":
    "أي ارتفاع مستمر بدأ مع أولى النظرات التي رُوقبت وأظهرته كلها كان ليبلغ بقوة الدليل عتبة الإنذار ابتداءً من نحو {times, plural, zero {{times} من العدد المعتاد} one {العدد المعتاد نفسه} two {ضعفَي العدد المعتاد} few {{times} أضعاف العدد المعتاد} many {{times} ضعف العدد المعتاد} other {{times} ضعف العدد المعتاد}} من العربات؛ أما الأصغر من ذلك فربما لا.",
  "mind.smallest-none":
    "ما من ارتفاع مستمر مما جُرّب، لو بدأ مع أولى النظرات التي رُوقبت وأظهرته كلها، كان ليبلغ بقوة الدليل عتبة الإنذار.",
  "mind.prediction": "لو صحّت فرضية «{hypothesis}» لتوقعنا أمرًا لم يُرصد بعد: {prediction}",
  "mind.cannot-be-seen": "لو صحّت فرضية «{hypothesis}» لتوقعنا أمرًا لا تُظهره أي صورة جوية: {prediction}",
  "mind.next-look-fortnight":
    "صورة واضحة أخرى بعد أسبوعين فيها نحو {cars, plural, zero {صفر عربة} one {عربة واحدة} two {عربتين} few {{cars} عربات} many {{cars} عربة} other {{cars} عربة}} أو أكثر من شأنها أن تجعل قوة الدليل على ارتفاع مستمر عند عتبة الإنذار أو فوقها.",
  "mind.next-look-confirms":
    "صورة واضحة أخرى فيها {cars, plural, zero {صفر عربة} one {عربة واحدة} two {عربتان} few {{cars} عربات} many {{cars} عربة} other {{cars} عربة}} أو أكثر من شأنها أن تجعل قوة الدليل على ارتفاع مستمر عند عتبة الإنذار أو فوقها.",
  "mind.next-look-ends":
    "صورة واضحة أخرى {cars, plural, zero {لا تُظهر أي عربة} one {تُظهر عربة واحدة أو لا تُظهر أي عربة} two {تُظهر عربتين أو أقل} few {تُظهر {cars} عربات أو أقل} many {تُظهر {cars} عربة أو أقل} other {تُظهر {cars} عربة أو أقل}} من شأنها أن تنهيه.",

  "matrix.least-contradicted":
    "فرضية «{hypothesis}» أقل تعارضًا مع الأدلة {rivals, plural, zero {ولا فرضية تقارن بها} one {من الفرضية الأخرى} two {من الفرضيتين الأخريين} few {من كل فرضية من الفرضيات الأخرى، وعددها {rivals}} many {من كل فرضية من الفرضيات الأخرى، وعددها {rivals}} other {من كل فرضية من الفرضيات الأخرى، وعددها {rivals}}}.",
  "matrix.tied": "تتساوى فرضيتا «{first}» و«{second}» في تعارضهما مع الأدلة، فلا تميّز الأدلة بينهما.",
  "matrix.row-decides": "الترتيب رهن بهذا الدليل: لو كان «{row}» خاطئًا لتقدمت فرضية أخرى.",
  "matrix.robust":
    "{rows, plural, zero {لا أدلة في المصفوفة.} one {الدليل الوحيد في المصفوفة لا يغيّر، إن كان خاطئًا، الفرضية المتقدمة.} two {لا يغيّر أي من الدليلين، إن كان خاطئًا، الفرضية المتقدمة.} few {لا يغيّر أي من الأدلة، وعددها {rows}، إن كان خاطئًا، الفرضية المتقدمة.} many {لا يغيّر أي من الأدلة، وعددها {rows}، إن كان خاطئًا، الفرضية المتقدمة.} other {لا يغيّر أي من الأدلة، وعددها {rows}، إن كان خاطئًا، الفرضية المتقدمة.}}",
  "matrix.types-unrated":
    "تغيّر مزيج أنواع العربات مع {direction, select, fall {الانخفاض} possible_fall {الانخفاض المحتمل} possible_rise {الارتفاع المحتمل} other {الارتفاع}} (واحتمال ذلك {probability})، ولا يستند إليه أي صف في المصفوفة: لم تُختبر الفرضيات في ضوئه.",

  "computation.over":
    "{title}: بمعدل {ratePrecision, select, about {نحو } other {}}{rate} خلال {time} يبلغ المجموع {precision, select, about {نحو } other {}}{outcome}.",
  "computation.sum": "{title}: يبلغ المجموع {precision, select, about {نحو } other {}}{outcome}.",
  "computation.difference":
    "{title}: بطرح {subtractPrecision, select, about {نحو } other {}}{subtract} من {fromPrecision, select, about {نحو } other {}}{from} يبلغ الباقي {precision, select, about {نحو } other {}}{outcome}.",
  "computation.share":
    "{title}: نسبة {partPrecision, select, about {نحو } other {}}{part} إلى {wholePrecision, select, about {نحو } other {}}{whole} هي {precision, select, about {نحو } other {}}{outcome}.",
  "computation.range": "يتراوح الرقم «{title}» من {low} إلى {high} بحسب ما تسمح به الأرقام الداخلة في حسابه.",
  "computation.weakest":
    "لا تزيد جودة الرقم «{title}» على جودة أضعف رقم دخل في حسابه، ودرجة هذا الأخير على مقياس الأميرالية {reliability}{credibility}.",

  "sources.origins":
    "يستند التقرير إلى {sources, plural, zero {صفر مصدر} one {مصدر واحد} two {مصدرين} few {{sources} مصادر} many {{sources} مصدرًا} other {{sources} مصدر}}، {sources, plural, zero {تعود} one {يعود} two {يعودان} few {تعود} many {تعود} other {تعود}} إلى {origins, plural, zero {صفر أصل} one {أصل واحد} two {أصلين} few {{origins} أصول} many {{origins} أصلًا} other {{origins} أصل}} من {publishers, plural, zero {صفر جهة نشر} one {جهة نشر واحدة} two {جهتَي نشر} few {{publishers} جهات نشر} many {{publishers} جهة نشر} other {{publishers} جهة نشر}}.",
  "sources.independent":
    "يستند التقرير إلى {sources, plural, zero {صفر مصدر} one {مصدر واحد} two {مصدرين} few {{sources} مصادر} many {{sources} مصدرًا} other {{sources} مصدر}}، {sources, plural, zero {تعود} one {يعود} two {يعودان} few {تعود} many {تعود} other {تعود}} إلى {origins, plural, zero {صفر أصل} one {أصل مستقل واحد} two {أصلين مستقلين} few {{origins} أصول مستقلة} many {{origins} أصلًا مستقلًا} other {{origins} أصل مستقل}}.",
  "sources.repeated":
    "{publisher}: {repeats, plural, zero {مصدر واحد لم يكرره أحد} one {مصدر واحد كرره ناقل واحد} two {مصدر واحد كرره ناقلان} few {مصدر واحد كرره {repeats} ناقلين} many {مصدر واحد كرره {repeats} ناقلًا} other {مصدر واحد كرره {repeats} ناقل}}.",
  "sources.contradiction": "ادّعاءان متعارضان نوردهما جنبًا إلى جنب: {one}، و{other}.",

  "law.resolution":
    "اعتُمد قرار مجلس الأمن {number} في {date}، وكان عدد الأصوات المؤيدة {for}، والمعارضة {against}، وحالات الامتناع {abstained}.",
  "law.provision": "القرار {number}، الفقرة {paragraph}: {summary}",
  "law.no-advice": "هذه القائمة للاسترشاد، وليست مشورة قانونية.",

  "method.used":
    "استُخدمت الطريقة {method} في {looks, plural, zero {صفر نظرة} one {نظرة واحدة} two {نظرتين} few {{looks} نظرات} many {{looks} نظرة} other {{looks} نظرة}}.",
  "method.other-series":
    "أُحصيت العربات في صور لهذه المنشأة بالطريقة {other} أيضًا. وأعدادها سلسلة أخرى، ولا يستند هذا التقرير إلا إلى سلسلة الطريقة {method}.",
  "method.accuracy": "{measure}: {score}، وقيست على {on}.",
  "method.not-measured": "لا يتضمن هذا التقرير قياسًا لدقة العدّ بالطريقة {method} وبالأوزان التي استُخدمت.",
  "method.published-only":
    "لم يُحصِ Yardcheck شيئًا في {facility}؛ فالأعداد أعداد ناشريها، ولا نملك منها إلا الحساب الإحصائي.",

  "revision.first": "هذه هي المراجعة {number}، بتاريخ {date}، وهي الأولى.",
  "revision.unchanged": "هذه هي المراجعة {number}، بتاريخ {date}؛ ولا يختلف فيها أي رقم عن سابقتها.",
  "revision.number":
    "حلّت القيمة {now} محل {was} الواردة في {since, select, day {مراجعة {since}} other {المراجعة {since}}}، وذلك في الجملة: «{sentence}»",
  "revision.appeared": "جملة جديدة منذ {since, select, day {مراجعة {since}} other {المراجعة {since}}}: «{sentence}»",
  "revision.gone":
    "جملة وردت في {since, select, day {مراجعة {since}} other {المراجعة {since}}} ولم تعد قائمة: «{sentence}»",
  "revision.why": "سبب إصدار هذه المراجعة: {reason}",
  "revision.corrected": "صُحّحت نظرة يوم {date}، صحّحها {by}، والسبب: «{reason}»",
  "revision.looks-added":
    "{looks, plural, zero {لم تُضف أي نظرة.} one {أُضيفت نظرة واحدة في {from}.} two {أُضيفت نظرتان، بين {from} و{to}.} few {أُضيفت {looks} نظرات، بين {from} و{to}.} many {أُضيفت {looks} نظرة، بين {from} و{to}.} other {أُضيفت {looks} نظرة، بين {from} و{to}.}}",
  "revision.looks-gone":
    "{looks, plural, zero {لم تُحذف أي نظرة} one {حُذفت نظرة واحدة} two {حُذفت نظرتان} few {حُذفت {looks} نظرات} many {حُذفت {looks} نظرة} other {حُذفت {looks} نظرة}} مما ضمته المراجعة السابقة.",
  "revision.published-added":
    "{entries, plural, zero {لم يُضف أي إحصاء منشور} one {أُضيف إحصاء منشور واحد} two {أُضيف إحصاءان منشوران} few {أُضيفت {entries} إحصاءات منشورة} many {أُضيف {entries} إحصاءً منشورًا} other {أُضيف {entries} إحصاء منشور}}، بين {from} و{to}.",
  "revision.published-gone":
    "{entries, plural, zero {لم يُحذف أي إحصاء منشور} one {حُذف إحصاء منشور واحد} two {حُذف إحصاءان منشوران} few {حُذفت {entries} إحصاءات منشورة} many {حُذف {entries} إحصاءً منشورًا} other {حُذف {entries} إحصاء منشور}} مما ضمته المراجعة السابقة.",
  "revision.method": "تُحصى العربات الآن بالطريقة {now}، وكانت من قبل {was}؛ ولا يُقارن بين أعداد الطريقتين.",
  "revision.claims-added":
    "{claims, plural, zero {لم يُضف أي ادّعاء} one {أُضيف ادّعاء واحد} two {أُضيف ادّعاءان} few {أُضيفت {claims} ادّعاءات} many {أُضيف {claims} ادّعاءً} other {أُضيف {claims} ادّعاء}}.",
  "revision.claims-gone":
    "{claims, plural, zero {لم يُحذف أي ادّعاء} one {حُذف ادّعاء واحد} two {حُذف ادّعاءان} few {حُذفت {claims} ادّعاءات} many {حُذف {claims} ادّعاءً} other {حُذف {claims} ادّعاء}}.",
} as const;
