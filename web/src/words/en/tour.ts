/** The walk through the rooms. */
export const tour = {
  "tour.begin": "Tour",
  "tour.step": "Step {step} of {steps}",
  "tour.next": "Next",
  "tour.back": "Back",
  "tour.skip": "Skip the tour",
  "tour.end": "Begin to work",
  "tour.facilities.title": "What changed overnight",
  "tour.facilities":
    "Every facility with its last count, its usual range, and whether the rise is out of the ordinary. Choose one to go into its rooms.",
  "tour.yard.title": "The yard from above",
  "tour.yard":
    "The scene itself with its tracks and cars. Compare two dates, measure, and draw tracks. What is marked synthetic was made by a renderer.",
  "tour.strips.title": "Check the cars by keys",
  "tour.strips":
    "Every track straightened. N goes to the next doubtful car, A accepts, X rejects, U takes back; H shows all keys. The count and its interval follow. A second reader reads blind, then both are compared.",
  "tour.history.title": "Follow the years",
  "tour.history":
    "The counts with their intervals against the usual range, and when the rise began. A withheld look is a mark on the axis, never a zero.",
  "tour.evidence.title": "What people say, and what explains it",
  "tour.evidence":
    "Sources with their grades, claims in their own words, and hypotheses ranked by what speaks against them. Change a rating or switch a row off and see what follows.",
  "tour.report.title": "Publish what can be checked",
  "tour.report":
    "The record beside the page, in English and Arabic. Every number leads to where it came from. Your own sentences are checked as you type; publishing freezes the record.",
  "tour.jobs.title": "Let it watch",
  "tour.jobs":
    "Counting, assessing and searching run as jobs: how far they are, what failed and what to do. Watches, accounts and the audit log are in the settings.",
} as const;
