import { abortSignal, anyValue, OptionRules } from "../../base/errors/internal.ts";
import type { WaitOptions } from "./wait-options.ts";

/** How long to wait; Tornado's `timeout`, in seconds, came first and alone. */
export const waitRules = new OptionRules<WaitOptions>("wait", { timeoutMs: anyValue, signal: abortSignal });
