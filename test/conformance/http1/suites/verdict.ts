/** One case of the corpus of another parser, with what that parser makes of it. */
export interface Verdict {
  /** The name under which the corpus has it, or what it is about. */
  readonly name: string;
  /** What is sent, one character a byte. A `Host` was added where HTTP/1.1 asks for one and the corpus has none. */
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
