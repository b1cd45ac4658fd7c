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
  why: "A head is judged when it is complete, apart from its line ends and its first byte.",
};
