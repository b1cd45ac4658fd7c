import type { Transferable } from "node:worker_threads";
import type { Call } from "./call.ts";
import { FunctionProfile } from "./function-profile.ts";
import { PendingTask, type TaskHolder } from "./pending-task.ts";
import type { RunMessage } from "./task.ts";

/** The call of `onWorkerStart`, which a worker makes before all others. */
export class StartTask extends PendingTask {
  constructor(call: Call, holder: TaskHolder) {
    super(call, holder, new FunctionProfile(call.ref));
  }

  /** Nobody wants what it returns: often a connection, which could not travel. */
  override toMessage(moves: Transferable[]): RunMessage {
    return { ...super.toMessage(moves), isResultUnwanted: true };
  }
}
