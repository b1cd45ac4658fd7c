// Where the watching thread begins. Imported by nobody.
import { workerData } from "node:worker_threads";
import { isWatchStart } from "../watch-messages.ts";
import { watchStalls } from "./watch-stalls.ts";

if (isWatchStart(workerData)) watchStalls(workerData.typhoonWatchdog);
