import type { MiddlewareHandler } from "hono";
import { routePath } from "hono/route";
import { Counter, Histogram } from "prom-client";
import type { ApiContext, ApiEnv } from "./context.ts";

/** One line of log and one measurement a request, by route and not by address. */
export function measure({ metrics }: ApiContext): MiddlewareHandler<ApiEnv> {
  const labelNames = ["method", "route", "status"];
  const requests = new Counter({
    name: "yardcheck_http_requests_total",
    help: "Requests answered.",
    labelNames,
    registers: [metrics],
  });
  const seconds = new Histogram({
    name: "yardcheck_http_request_seconds",
    help: "Time to answer a request.",
    labelNames: ["method", "route"],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60],
    registers: [metrics],
  });
  return async (http, next) => {
    const start = performance.now();
    await next();
    const durationMs = Math.round(performance.now() - start);
    const route = routePath(http, -1);
    const method = http.req.method;
    const { status } = http.res;
    requests.inc({ method, route, status });
    seconds.observe({ method, route }, durationMs / 1000);
    const who = http.get("who");
    http
      .get("log")
      .info({ method, route, path: http.req.path, status, durationMs, who: who?.name }, "request.answered");
  };
}
