import type { map as en } from "../en/map.ts";

export const map: Readonly<Record<keyof typeof en, string>> = {
  "map.label": "خريطة المنشآت. الأسهم تحرّكها، وعلامتا الزائد والناقص تغيّران حجمها؛ وفي القائمة أسفلها المنشآت نفسها.",
  "map.show": "الخريطة",
  "map.only-these": "قائمة بما تعرضه الخريطة فقط",
  "map.natural-earth": "الحدود من Natural Earth، ولا تعني شيئًا في مسألة السيادة على الأرض.",
  "map.ground": "أرضية الخريطة",
  "map.tiles": "عنوان بلاطات خاصة بك فيه '{x}' و'{y}' و'{z}'، بإسقاط Web Mercator؛ فارغ: حدود الدول",
  "map.attribution": "من يُشكر، كما يطلب ترخيص البلاطات؛ يظهر على الخريطة",
  "map.ground.how":
    "يجلب الخادم البلاطات ويمررها: لا تخاطب المتصفحات غير هذا الخادم. وإن كان مصدرها داخل شبكتك فأدرجه في “parts.fetch.allowPrivate” في settings.json.",
  "map.first-tile": "البلاطة الأولى كما تصل إلى الخادم",
  "facilities.sort.evidence": "قوة الدليل",
  "facilities.next-look": "الالتقاط التالي",
  "facilities.about": "نحو {day}",
  "facilities.was-due": "كان متوقعًا نحو {day}",
  "facilities.pace.why":
    "وفق الوتيرة المعتادة للنظرات: أحدث نظرة مضافًا إليها وسيط الفترات بينها. ما يخطط له المورّدون غير معروف.",
  "facilities.searched": "البحث {day}",
  "facilities.further": "الصفحة التالية",
  "facilities.first": "الصفحة الأولى",
};
