import { register } from "node:module";
import { MessageChannel, type MessagePort } from "node:worker_threads";
import { libraryFolder } from "../thread-entry.ts";
import { programOptions } from "./program-options.ts";
import type { AnsweringHooksData, LoaderAnswer, LoaderQuestion, NumberedQuestion } from "./relay-messages.ts";
import { typeScriptLoader } from "./typescript-loaders.ts";

/** Modules of this scheme hold the answer to the question that is their name. */
const scheme = "typhoon-loader:";

let isAnswering = false;

/**
 * Lets the loader hooks of a new thread ask those of this one.
 *
 * On Node 20 hooks do not reach threads. To install `tsx` takes twice as long there as to start a thread with a whole
 * web application, and would transform once more what the application's thread has transformed.
 *
 * @returns the thread's port; `undefined` where it needs none
 */
export function relayedLoader(): MessagePort | undefined {
  const folder = libraryFolder();
  if (!process.version.startsWith("v20.") || folder === undefined) return undefined;
  if (typeScriptLoader(programOptions()) === undefined) return undefined;
  const data: AnsweringHooksData = { scheme };
  if (!isAnswering) register(new URL("concurrent/loader/answering-hooks.js", folder), { data });
  isAnswering = true;
  const { port1, port2 } = new MessageChannel();
  port1.on("message", async ({ id, question }: NumberedQuestion) => {
    port1.postMessage({ id, answer: await answerTo(question) });
  });
  port1.unref();
  return port2;
}

async function answerTo(question: LoaderQuestion): Promise<LoaderAnswer> {
  try {
    // Node keeps what it has imported: other threads that ask the same get the same.
    const answer = await import(scheme + encodeURIComponent(JSON.stringify(question)));
    return { result: answer.default };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return {
      error: { name, message, ...(error instanceof Error && "code" in error && { code: error.code }) },
    };
  }
}
