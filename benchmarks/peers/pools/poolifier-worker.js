import { ThreadWorker } from "poolifier";
import { noop, spin, touch } from "./tasks.js";

// It listens by itself: its documentation exports it, which nothing reads.
export const worker = new ThreadWorker({ noop, spin, touch });
