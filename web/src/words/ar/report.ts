import type { report as en } from "../en/report.ts";

export const report: Record<keyof typeof en, string> = {
  "report.revision": "النسخة",
  "report.draft": "المسودة الحالية",
  "report.revision.of": "{number}، {day}",
  "report.format.html": "صفحة",
  "report.format.pdf": "PDF",
  "report.format.docx": "DOCX",
  "report.format.brief": "موجز إخباري",
  "report.preview": "التقرير كما يراه قراؤه",
  "report.reason": "سبب النسخة الجديدة",
  "report.publish": "نشر",
};
