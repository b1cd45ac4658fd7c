export { addReloadHook, start, wait, watch } from "./autoreload.ts";
