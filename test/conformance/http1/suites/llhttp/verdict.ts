/** One case of llhttp's corpus (github.com/nodejs/llhttp), with what its strict mode makes of it. */
export interface Verdict {
  /** The heading under which llhttp has it. */
  readonly name: string;
  /** What is sent, one character a byte. A `Host` was added where llhttp, which asks for none, has none. */
  readonly bytes: string;
  /** How many whole messages are read. */
  readonly accepts: number;
  /** Whether the rest is refused. */
  readonly refuses: boolean;
  readonly difference?: Difference;
}

/** What our server makes of it instead. */
export interface Difference {
  readonly accepts: number;
  readonly refuses: boolean;
  readonly why: string;
}

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
