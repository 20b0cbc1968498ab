import type { FailureCode } from "../../../../src/errors.ts";

/** Codes that an answer may carry beside those of the table of failures. */
export type ProblemCode = FailureCode | "bug" | "no-route" | "unknown";

/** What each failure of the server is, in a sentence; the server's own words stand below it as its detail. */
export const failures = {
  "failure.usage": "The server cannot use what was sent.",
  "failure.image-unreadable": "An image could not be read.",
  "failure.image-invalid": "A file is no image that can be counted.",
  "failure.image-unsupported": "An image is of a kind that is not read.",
  "failure.image-changed": "An image is not the one that was registered.",
  "failure.stac-invalid": "The description of an image (its STAC item) does not hold together.",
  "failure.crs-unknown": "An image's coordinate system is not known, so nothing can be laid over it.",
  "failure.facility-invalid": "The drawing of the facility does not hold together.",
  "failure.series-invalid": "The file of published counts does not hold together.",
  "failure.evidence-invalid": "The evidence does not hold together.",
  "failure.report-invalid": "The report cannot be made from this record.",
  "failure.line-invalid": "Some lines could not be used.",
  "failure.not-found": "What was asked for is not there.",
  "failure.conflict": "This does not go together with what is there already.",
  "failure.detector-failed": "Finding cars failed.",
  "failure.workspace-missing": "The server has no workspace there.",
  "failure.workspace-locked": "Another program has the workspace open.",
  "failure.database-unavailable": "The database does not answer.",
  "failure.disk-full": "The server's disk is full.",
  "failure.render-failed": "The page could not be set.",
  "failure.bundle-invalid": "The bundle is damaged or was changed.",
  "failure.bundle-other-version": "The bundle is of another version.",
  "failure.address-refused": "The server may not fetch from that address.",
  "failure.remote-invalid": "Another server's answer cannot be used.",
  "failure.access-denied": "Your role does not allow this.",
  "failure.sign-in-required": "Nobody is signed in, or the name and the password do not fit.",
  "failure.too-many-requests": "Too much was asked in a short time.",
  "failure.too-large": "This is more than the server takes at a time.",
  "failure.precondition-failed": "Somebody else changed it meanwhile; nothing of yours was saved.",
  "failure.audit-broken": "The audit log was changed: its hashes do not fit.",
  "failure.alert-undelivered": "An alert could not be delivered.",
  "failure.interrupted": "The work was stopped before it was done.",
  "failure.bug": "The server met a fault of its own.",
  "failure.no-route": "The server knows no such address; page and server may be of different versions.",
  "failure.unknown": "The server refused this.",
} as const satisfies Readonly<Record<`failure.${ProblemCode}`, string>>;
