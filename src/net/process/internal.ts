/** The friends' door: for servers, which may run in several processes. */
export { joinProcesses } from "./fork-processes.ts";
export type { Retire } from "./messages.ts";
export { onRetirement, tellSupervisor } from "./retirement.ts";
