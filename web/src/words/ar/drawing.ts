import type { drawing as en } from "../en/drawing.ts";

export const drawing: Readonly<Record<keyof typeof en, string>> = {
  "drawing.whole": "الرسم",
  "drawing.fault.too-few-points":
    "{points, plural, =0 {لا نقطة فيه} zero {لا نقطة فيه} one {فيه نقطة واحدة} two {فيه نقطتان} few {فيه # نقاط} many {فيه # نقطة} other {فيه # نقطة}}، ولا بد من {least, number} نقاط مختلفة على الأقل",
  "drawing.fault.too-many-points": "عدد النقاط {points, number}، والحد الأعلى {most, number}",
  "drawing.fault.no-number": "إحدى الإحداثيات ليست رقمًا",
  "drawing.fault.axes-swapped": "خط العرض {lat, number} يتجاوز 90 درجة: يبدو أن المحورين مقلوبان (خط الطول يأتي أولًا)",
  "drawing.fault.no-degrees": "{lon, number}، {lat, number} ليست درجات",
  "drawing.fault.crosses-itself":
    "يتقاطع مع نفسه: الضلع الذي يلي الزاوية {first, number} يقطع الضلع الذي يلي الزاوية {second, number}",
  "drawing.fault.no-area": "يحيط بأقل من متر مربع",
  "drawing.fault.too-large":
    "يمتد {kilometres, number} كم، وأكبر ساحة {most, number} كم. هل الإحداثيات درجات، وخط الطول أولًا؟",
  "drawing.fault.too-many-tracks": "عدد السكك {tracks, number}، والحد الأعلى {most, number}",
  "drawing.fault.no-track": "لا سكة فيه",
  "drawing.fault.repeated-track": "سكة أخرى تحمل الاسم نفسه",
  "drawing.fault.repeated-zone": "قطاع آخر يحمل الاسم نفسه",
  "drawing.fault.too-short": "الطول {metres, number} م، وأقصر سكة {least, number} م",
  "drawing.fault.outside":
    "خروج عن المنطقة بمقدار {metres, number} م عند خط الطول {lon, number, ::.000000} وخط العرض {lat, number, ::.000000}",
  "drawing.fault.outside-swapped": "خروج عن المنطقة بمقدار {metres, number} م: المحوران مقلوبان",
  "drawing.fault.no-such-zone": "مسندة إلى القطاع {zone}، وليس في الرسم",
  "drawing.fault.canopy": "مظلة من {from, number} إلى {to, number} م لا تقع على سكة طولها {length, number} م",
  "drawing.fault.outside-area": "خارج المنطقة",
};
