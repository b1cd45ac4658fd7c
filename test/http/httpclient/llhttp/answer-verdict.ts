/** One case of llhttp's corpus of responses (github.com/nodejs/llhttp), with what its strict mode makes of it. */
export interface AnswerVerdict {
  /** The heading under which llhttp has it. */
  readonly name: string;
  /** What a server sends before it closes, one character a byte. */
  readonly bytes: string;
  /** Whether the first message is read without an error. */
  readonly isAnswer: boolean;
  /** Why our client makes the opposite of it. */
  readonly difference?: string;
}

export const noUpgrade = "An answer of 101 to a request that asked for no upgrade is an error.";
export const bareLineFeed =
  "RFC 9112 §2.2 lets a recipient take a bare LF for the end of a line of the head.";
export const chunkSpace = "Servers pad the size of a chunk; other clients ignore that, and extensions too.";
export const cutShort = "The case ends before its body does, and a client has to notice.";
export const olderParser = "undici brings a version of llhttp that is older than this case.";
