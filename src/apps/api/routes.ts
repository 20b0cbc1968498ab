import type { ApiContext } from "./context.ts";
import type { Api } from "./route.ts";
import { accountRoutes } from "./routes/accounts.ts";
import { addSceneRoutes } from "./routes/add-scenes.ts";
import { assessmentRoutes } from "./routes/assessments.ts";
import { documentRoutes } from "./routes/documents.ts";
import { evidenceCheckRoutes } from "./routes/evidence-check.ts";
import { facilityRoutes } from "./routes/facilities.ts";
import { featureRoutes } from "./routes/features.ts";
import { serviceRoutes } from "./routes/health.ts";
import { jobRoutes } from "./routes/jobs.ts";
import { labelRoutes } from "./routes/labels.ts";
import { mapRoutes } from "./routes/map.ts";
import { observationRoutes } from "./routes/observations.ts";
import { pageRoutes } from "./routes/pages.ts";
import { readingRoutes } from "./routes/readings.ts";
import { reportRoutes } from "./routes/reports.ts";
import { sceneRoutes } from "./routes/scenes.ts";
import { sessionRoutes } from "./routes/session.ts";
import { settingsRoutes } from "./routes/settings.ts";
import { stacRoutes } from "./routes/stac.ts";
import { watchingRoutes } from "./routes/watching.ts";
import { yardRoutes } from "./routes/yard.ts";

/** Every route of the service, by noun. */
export function addRoutes(api: Api, context: ApiContext): void {
  pageRoutes(api, context);
  serviceRoutes(api, context);
  sessionRoutes(api, context);
  accountRoutes(api, context);
  facilityRoutes(api, context);
  sceneRoutes(api, context);
  yardRoutes(api, context);
  mapRoutes(api, context);
  observationRoutes(api, context);
  documentRoutes(api, context);
  evidenceCheckRoutes(api, context);
  featureRoutes(api, context);
  stacRoutes(api, context);
  readingRoutes(api, context);
  labelRoutes(api, context);
  assessmentRoutes(api, context);
  reportRoutes(api, context);
  addSceneRoutes(api, context);
  watchingRoutes(api, context);
  settingsRoutes(api, context);
  jobRoutes(api, context);
}
