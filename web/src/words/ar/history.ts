import type { history as en } from "../en/history.ts";

export const history: Readonly<Record<keyof typeof en, string>> = {
  "history.baseline.own": "خط أساس المنشأة",
  "history.published.drawn":
    "{drawn, plural, zero {لم يُرسم أي منها} one {رُسم واحد منها} two {رُسم اثنان منها} few {رُسم # منها} many {رُسم # منها} other {رُسم # منها}}: ما كان رقمًا واحدًا على الأرض التي يشملها التقييم؛ الخط وحده يعني مدة، والسهم إلى أعلى يعني «ما لا يقل عن»، والسهم إلى أسفل يعني «ما لا يزيد على». وجميع الأعداد مع مصادرها في التقرير.",
  "history.key.look": "إحصاؤنا مع مجاله",
  "history.key.published": "عدد منشور",
  "history.key.withheld": "محجوب: بلا عدد، وليس صفرًا",
  "history.key.usual": "ما يُرى في الأيام المعتادة",
  "history.key.onset.rise": "بداية الارتفاع",
  "history.key.onset.fall": "بداية الانخفاض",
  "history.key.onset.rise.unsure": "بداية الارتفاع، إن كان قد حدث",
  "history.key.onset.fall.unsure": "بداية الانخفاض، إن كان قد حدث",
  "history.key.event": "حدث",
  "history.answer": "ما تعنيه أحدث نظرة",
  "history.answer.own": "خط أساس المنشأة",
  "history.answer.other": "وفق هذه الفترة",
  "history.answer.usual": "العربات في اليوم المعتاد",
  "history.answer.of": "ما تعنيه نظرة {day}",
  "history.answer.p.rise": "احتمال عدد بهذا الارتفاع لو كان الوضع معتادًا",
  "history.answer.p.fall": "احتمال عدد بهذا الانخفاض لو كان الوضع معتادًا",
  "history.answer.evidence.rise": "قوة الدليل على ارتفاع مستمر",
  "history.answer.evidence.fall": "قوة الدليل على انخفاض مستمر",
  "history.answer.onset.rise": "بداية الارتفاع",
  "history.answer.onset.fall": "بداية الانخفاض",
  "history.answer.onset.rise.unsure": "إن كان قد حدث ارتفاع، فقد بدأ",
  "history.answer.onset.fall.unsure": "إن كان قد حدث انخفاض، فقد بدأ",
  "history.answer.range": "من {low} إلى {high}",
  "history.answer.tier": "{evidence} ({tier})",
  "history.answer.judged": "ما شملته المقارنة",
  "history.answer.judged.newest": "هذه النظرة وحدها: أي تغيّر قبلها محسوب ضمن المعتاد",
  "history.answer.judged.regime": "نظرات المرحلة المحددة لها: لا يُنظر في أي تغيّر من مرحلة أخرى",
  "history.answer.judged.some":
    "{looks, plural, zero {لا نظرات} one {نظرة واحدة} two {نظرتان} few {# نظرات} many {# نظرةً} other {# نظرة}} من {from}: أي تغيّر قبل ذلك محسوب ضمن المعتاد",
  "history.answer.untold": "لا شيء ضمن ما شملته المقارنة",
  "history.answer.none.rise": "لا ارتفاع",
  "history.answer.none.fall": "لا انخفاض",
  "history.track.large": "عرض سكة واحدة مكبّرة",
  "history.sheet":
    "{tracks, plural, zero {لا سكك} one {سكة واحدة} two {سكتان} few {# سكك} many {# سكةً} other {# سكة}}، {looks, plural, zero {لا نظرات} one {نظرة واحدة} two {نظرتان} few {# نظرات} many {# نظرةً} other {# نظرة}}: الموضع على طول السكة أفقيًا، والزمن نزولًا",
  "history.sheet.sure": "عربة مؤكدة",
  "history.sheet.unsure": "محتملة",
  "history.sheet.alternative":
    "ما كان واقفًا وأين على {tracks, plural, zero {أي سكة} one {سكة واحدة} two {سكتين} few {# سكك} many {# سكةً} other {# سكة}} عبر {looks, plural, zero {أي نظرة} one {نظرة واحدة} two {نظرتين} few {# نظرات} many {# نظرةً} other {# نظرة}}؛ القائمة أعلاه تفتح سكة بأيامها",
  "history.pointed":
    "{name}، {day}: {cars, plural, zero {لا عربات} one {عربة واحدة} two {عربتان} few {# عربات} many {# عربةً} other {# عربة}}",
  "history.pointed.withheld": "{name}، {day}: محجوب",
};
