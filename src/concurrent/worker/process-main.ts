// Where a process of ProcessPoolExecutor begins. Imported by nobody.
import { isStartedAt } from "./process-start.ts";
import { serveProcess } from "./serve-process.ts";

if (isStartedAt("entry")) serveProcess();
