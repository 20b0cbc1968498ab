import { VERSION } from "../../core/version.ts";
import { SESSION_COOKIE } from "./gate.ts";
import type { Api } from "./route.ts";

/** The OpenAPI document, made from the same descriptions that the routes are made from. */
export function documentOf(api: Api) {
  return api.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Yardcheck",
      version: VERSION,
      description:
        "Counts the cars standing in rail yards from overhead images, and says how unusual the counts are. " +
        "Problems are told as RFC 9457 JSON with a code, what to do about it, and the request's id. " +
        "Lists are read by pages: follow `next`. Answers carry an ETag. A write that carries an `Idempotency-Key` " +
        "is done once, however often it is sent.",
      license: { name: "Apache-2.0", url: "https://www.apache.org/licenses/LICENSE-2.0" },
    },
    servers: [{ url: "/" }],
    tags: [],
  });
}

/** How callers prove who they are, for the document. */
export function describeSecurity(api: Api): void {
  api.openAPIRegistry.registerComponent("securitySchemes", "session", {
    type: "apiKey",
    in: "cookie",
    name: SESSION_COOKIE,
    description: "Signed in through POST /api/session; writes carry X-CSRF-Token as well.",
  });
  api.openAPIRegistry.registerComponent("securitySchemes", "token", {
    type: "http",
    scheme: "bearer",
    description: "A token of POST /api/tokens or `yardcheck token add`.",
  });
}
