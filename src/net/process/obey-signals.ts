import { constants } from "node:os";
import { isatty } from "node:tty";
import { genLog } from "../../base/log/index.ts";
import type { ProcessSupervisor } from "./process-supervisor.ts";

/**
 * Has a supervisor end at SIGTERM and SIGINT, at once at the second one, and restart its processes at SIGHUP.
 *
 * @returns takes it back
 */
export function obeySignals(supervisor: ProcessSupervisor): () => void {
  let isEnding = false;
  const end = (signal: NodeJS.Signals) => {
    if (isEnding) {
      supervisor.kill();
      process.exit(128 + constants.signals[signal]);
    }
    isEnding = true;
    genLog.info(`${signal} received: all processes end`);
    void supervisor.shutdown();
  };
  const restart = () => {
    genLog.info("SIGHUP received");
    void supervisor.restart();
  };
  return listen({ SIGTERM: end, SIGINT: end, SIGHUP: hasTerminal() ? end : restart });
}

function listen(handlers: Readonly<Record<string, (signal: NodeJS.Signals) => void>>): () => void {
  for (const [signal, handler] of Object.entries(handlers)) process.on(signal, handler);
  return () => {
    for (const [signal, handler] of Object.entries(handlers)) process.off(signal, handler);
  };
}

/** There, SIGHUP means that the window was closed. */
function hasTerminal(): boolean {
  return [0, 1, 2].some((fd) => isatty(fd));
}
