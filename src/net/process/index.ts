export { cpuCount } from "./cpu-count.ts";
export {
  CalledProcessError,
  ForkedProcessStartError,
  SubprocessStartError,
  TooManyRestartsError,
} from "./errors.ts";
export { forkProcesses } from "./fork-processes.ts";
export type { ProcessEnd } from "./process-end.ts";
export { ProcessSupervisor } from "./process-supervisor.ts";
export {
  Subprocess,
  type SubprocessOptions,
  type SubprocessStream,
  type WaitForExitOptions,
} from "./subprocess.ts";
export type { ForkProcessesOptions, ProcessesOptions } from "./supervisor-options.ts";
export { taskId } from "./task-id.ts";
