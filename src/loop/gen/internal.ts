/** The friends' door: how futures of the modules above end when their time is over or their signal is aborted. */
export { callUnlessDone } from "./call-unless-done.ts";
export { cancelOnAbort } from "./cancel-on-abort.ts";
export { isGenerator } from "./is-generator.ts";
