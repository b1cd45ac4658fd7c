// Our threads without their good manners, as all other pools' are: on a machine with other programs on it, a thread
// that lets them go first looks slower than it is.
import { open as openNice } from "./typhoon.js";

export function open({ workers }) {
  return openNice({ workers, niceness: 0 });
}
