import { coldKind } from "./cold.js";
import { echoKind } from "./echo.js";
import { enduranceKind } from "./endurance.js";
import { httpKind } from "./http.js";
import { httpClientKind } from "./http-client.js";
import { idleMemoryKind } from "./idle-memory.js";
import { idleWorkKind } from "./idle-work.js";
import { poolCostKind } from "./pool-cost.js";
import { poolScalingKind } from "./pool-scaling.js";
import { primitivesKind } from "./primitives.js";
import { processScalingKind } from "./process-scaling.js";
import { serviceLatencyKind } from "./service-latency.js";
import { serviceOverloadKind } from "./service-overload.js";
import { templatesKind } from "./templates.js";
import { watchdogCostKind } from "./watchdog-cost.js";

/** How a scenario is measured and told, by its `kind`. */
export const kinds = {
  cold: coldKind,
  http: httpKind,
  "http-client": httpClientKind,
  "pool-cost": poolCostKind,
  "pool-scaling": poolScalingKind,
  primitives: primitivesKind,
  "process-scaling": processScalingKind,
  "service-latency": serviceLatencyKind,
  "service-overload": serviceOverloadKind,
  echo: echoKind,
  endurance: enduranceKind,
  "idle-memory": idleMemoryKind,
  "idle-work": idleWorkKind,
  templates: templatesKind,
  "watchdog-cost": watchdogCostKind,
};
