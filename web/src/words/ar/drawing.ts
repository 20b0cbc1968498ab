import type { drawing as en } from "../en/drawing.ts";

export const drawing: Readonly<Record<keyof typeof en, string>> = {
  "drawing.whole": "الرسم",
  "drawing.fault.too-few-points": "عدد النقاط المختلفة {points, number}، ولا بد من {least, number} على الأقل",
  "drawing.fault.too-many-points": "عدد النقاط {points, number}، والحد الأعلى {most, number}",
  "drawing.fault.no-number": "إحدى الإحداثيات ليست عددًا",
  "drawing.fault.axes-swapped":
    "خط العرض {lat, number} خارج الحد الممكن: يبدو أن المحورين مقلوبان (خط الطول يأتي أولًا)",
  "drawing.fault.no-degrees": "{lon, number}، {lat, number} ليست درجات",
  "drawing.fault.crosses-itself":
    "الحدود تتقاطع: الضلع الذي يلي الزاوية {first, number} يقطع الضلع الذي يلي الزاوية {second, number}",
  "drawing.fault.no-area": "المساحة أقل من متر مربع",
  "drawing.fault.too-large":
    "الامتداد {kilometres, number} كم، والحد الأعلى {most, number} كم. هل الإحداثيات درجات، وخط الطول أولًا؟",
  "drawing.fault.too-many-tracks": "عدد السكك {tracks, number}، والحد الأعلى {most, number}",
  "drawing.fault.no-track": "لا سكك فيه",
  "drawing.fault.repeated-track": "سكة أخرى تحمل الاسم نفسه",
  "drawing.fault.repeated-zone": "قطاع آخر يحمل الاسم نفسه",
  "drawing.fault.too-short": "الطول {metres, number} م، وأقصر سكة {least, number} م",
  "drawing.fault.outside":
    "خروج عن المنطقة بمقدار {metres, number} م عند خط الطول {lon, number, ::.000000} وخط العرض {lat, number, ::.000000}",
  "drawing.fault.outside-swapped": "خروج عن المنطقة بمقدار {metres, number} م: المحوران مقلوبان",
  "drawing.fault.no-such-zone": "الإسناد إلى القطاع {zone}، وهو غير موجود في الرسم",
  "drawing.fault.canopy": "مظلة من {from, number} إلى {to, number} م لا تقع على سكة طولها {length, number} م",
  "drawing.fault.drawn-twice":
    "السير على امتداد السكة {other} مسافة {metres, number} م: تُحسب العربات هناك مرتين، فليُرسم هذا الجزء مرة واحدة",
  "drawing.fault.drawn-back":
    "السير على امتداد السكة نفسها مسافة {metres, number} م: تُحسب العربات هناك مرتين، فليُرسم هذا الجزء مرة واحدة",
  "drawing.fault.outside-area": "خارج المنطقة",
  "drawing.fault.name-too-long": "طول الاسم {characters, number} من الأحرف، والحد الأعلى {most, number}",
  "drawing.fault.name-unprintable": "في الاسم الحرف {character}، وهو غير قابل للطباعة",
};
