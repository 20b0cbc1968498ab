import type { ApiContext } from "./context.ts";
import type { Api } from "./route.ts";
import { accountRoutes } from "./routes/accounts.ts";
import { serviceRoutes } from "./routes/service.ts";
import { sessionRoutes } from "./routes/session.ts";

/** Every route of the service, by noun. */
export function addRoutes(api: Api, context: ApiContext): void {
  serviceRoutes(api, context);
  sessionRoutes(api, context);
  accountRoutes(api, context);
}
