import type { Difference } from "../verdict.ts";

/** The case has no end; with one it is refused here as well. */
export const judgedWhole: Difference = {
  accepts: 0,
  refuses: false,
  why: "What the fields of a head mean is judged when it is complete.",
};

/** What follows the request is in another protocol for llhttp, which leaves it alone; nobody here has taken it up. */
export const notUpgraded: Difference = {
  accepts: 1,
  refuses: true,
  why: "Without a change of protocols a request follows a request.",
};
