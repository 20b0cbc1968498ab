import { OpenAPIHono } from "@hono/zod-openapi";
import { bodyLimit } from "hono/body-limit";
import { secureHeaders } from "hono/secure-headers";
import { YardcheckError } from "../../errors.ts";
import type { ApiContext, ApiEnv } from "./context.ts";
import { admit, identify } from "./gate.ts";
import { measure } from "./measure.ts";
import { describeSecurity } from "./openapi.ts";
import { noRoute, problemOf, sendProblem } from "./problem.ts";
import type { Api } from "./route.ts";
import { workbench } from "./routes/pages.ts";
import { addRoutes } from "./routes.ts";

/** The whole service as one function from request to response; `server.ts` puts it on a port. */
export function createApi(context: ApiContext): Api {
  const api: Api = new OpenAPIHono<ApiEnv>();
  api.onError((error, http) => {
    const problem = problemOf(error, http.get("requestId"));
    if (problem.status >= 500) http.get("log").error({ err: error, code: problem.code }, "request.failed");
    return sendProblem(http, problem);
  });
  api.notFound((http) => {
    const browses = http.req.method === "GET" && (http.req.header("accept") ?? "").includes("text/html");
    const page = browses && !/^\/(api|collections|stac|docs|assets)\b/.test(http.req.path) ? workbench(http) : null;
    return page ?? sendProblem(http, noRoute(http));
  });
  api.use(identify(context));
  api.use(measure(context));
  // Around the one below, which sets the policy of our own pages on every answer: a report brings its own.
  api.use(async (http, next) => {
    await next();
    const policy = http.get("policy");
    if (policy !== undefined) http.res.headers.set("content-security-policy", policy);
  });
  api.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", "blob:", "data:"],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        workerSrc: ["'self'", "blob:"],
        frameSrc: ["'self'"],
        frameAncestors: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
      },
      crossOriginResourcePolicy: "same-origin",
      referrerPolicy: "no-referrer",
      strictTransportSecurity: context.rules.loopback ? false : "max-age=31536000",
    }),
  );
  // Before any body is read: whoever may not come in sends nothing here.
  api.use(admit(context));
  const { bodyBytes } = context.rules;
  const small = bodyLimit({
    maxSize: bodyBytes,
    onError: () => {
      throw new YardcheckError("too-large", `the body is larger than ${bodyBytes} bytes`);
    },
  });
  // An upload is counted as it is written; here it would be gathered in memory.
  api.use((http, next) => (http.req.path.startsWith("/api/uploads/") ? next() : small(http, next)));
  describeSecurity(api);
  addRoutes(api, context);
  return api;
}
