export { CallableAdapter, type RequestCallback } from "./callable-adapter.ts";
export { memoryBudget } from "./memory-budget.ts";
export { behindProxy } from "./proxy-adapter.ts";
export { contextOf } from "./request-context.ts";
export { checkServerOptions, httpServerRules } from "./server-options.ts";
