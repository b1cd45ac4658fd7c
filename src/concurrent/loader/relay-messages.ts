import type { LoadHookContext, ResolveFnOutput, ResolveHookContext } from "node:module";
import type { MessagePort } from "node:worker_threads";

/** What a thread's loader hooks ask those of the application's thread: where a specifier leads. */
export interface ResolveQuestion {
  readonly specifier: string;
  readonly context: ResolveHookContext;
}

/** And what is there. */
export interface LoadQuestion {
  readonly url: string;
  readonly context: LoadHookContext;
}

export type LoaderQuestion = ResolveQuestion | LoadQuestion;

/** What the hooks of the application's thread resolved a specifier to. */
export type Resolved = Pick<ResolveFnOutput, "url" | "format">;

/** What they loaded. */
export interface Loaded {
  readonly format: string | null;
  readonly source?: string;
  /** The source, where it is not text: in base 64. */
  readonly bytes?: string;
}

/** The answer: what a hook returned, or what it threw. */
export type LoaderAnswer =
  | { readonly result: Resolved | Loaded }
  | { readonly error: { readonly name: string; readonly message: string; readonly code?: unknown } };

/** A question with a number, by which its answer is found. */
export interface NumberedQuestion {
  readonly id: number;
  readonly question: LoaderQuestion;
}

/** An answer with its question's number. */
export interface NumberedAnswer {
  readonly id: number;
  readonly answer: LoaderAnswer;
}

/** What the loader hooks of a thread are given. */
export interface AskingHooksData {
  /** Where they ask. */
  readonly port: MessagePort;
  /** The URL of the folder of this library, whose files need no hook. */
  readonly library: string;
}

/** What the loader hooks of the application's thread are given. */
export interface AnsweringHooksData {
  /** Modules of this scheme hold the answer to the question that is their name. */
  readonly scheme: string;
}
