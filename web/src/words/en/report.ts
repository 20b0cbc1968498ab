export const report = {
  "report.revision": "Revision",
  "report.draft": "Draft of now",
  "report.revision.of": "{number}, {day}",
  "report.format.html": "Page",
  "report.format.pdf": "PDF",
  "report.format.docx": "DOCX",
  "report.format.brief": "News brief",
  "report.preview": "The report as its readers see it",
  "report.reason": "Why a new revision",
  "report.publish": "Publish",
} as const;
