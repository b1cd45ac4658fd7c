import { nodeLoad } from "./node.js";
import { wrkLoad } from "./wrk.js";

export const loads = { wrk: wrkLoad, node: nodeLoad };
