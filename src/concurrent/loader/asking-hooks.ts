// Loader hooks of a pool's thread. Imported by no module: Node loads it into that thread's own thread of loader hooks.
import { type InitializeHook, isBuiltin, type LoadHook, type ResolveHook } from "node:module";
import type { MessagePort } from "node:worker_threads";
import type {
  AskingHooksData,
  Loaded,
  LoaderAnswer,
  LoaderQuestion,
  NumberedAnswer,
  NumberedQuestion,
  Resolved,
} from "./relay-messages.ts";

let port: MessagePort | undefined;
let library = "";
let lastId = 0;
const unanswered = new Map<number, (answer: LoaderAnswer) => void>();

export const initialize: InitializeHook<AskingHooksData> = (data) => {
  ({ port, library } = data);
  port.on("message", ({ id, answer }: NumberedAnswer) => settle(id, answer));
  port.on("close", endAll);
};

/** Resolves as the application's thread does. */
export const resolve: ResolveHook = async (specifier, context, next) => {
  const isOwn = specifier.startsWith(".") && context.parentURL?.startsWith(library);
  if (isOwn || isBuiltin(specifier)) return next(specifier, context);
  const result = await ask({ specifier, context });
  return "url" in result ? { ...result, shortCircuit: true } : next(specifier, context);
};

/** Loads as the application's thread does. */
export const load: LoadHook = async (url, context, next) => {
  if (isBuiltin(url) || url.startsWith(library)) return next(url, context);
  const result = await ask({ url, context });
  if ("url" in result) return next(url, context);
  const { format, source, bytes } = result;
  return { format, source: bytes === undefined ? source : Buffer.from(bytes, "base64"), shortCircuit: true };
};

async function ask(question: LoaderQuestion): Promise<Resolved | Loaded> {
  const id = ++lastId;
  const answer = await new Promise<LoaderAnswer>((resolve) => {
    unanswered.set(id, resolve);
    port?.postMessage({ id, question } satisfies NumberedQuestion);
  });
  if ("result" in answer) return answer.result;
  const { message, ...rest } = answer.error;
  throw Object.assign(new Error(message), rest);
}

/** The application's thread is gone, or ends this one. */
function endAll(): void {
  const error = { name: "Error", message: "The application's thread does not answer: it has ended" };
  for (const id of unanswered.keys()) settle(id, { error });
}

function settle(id: number, answer: LoaderAnswer): void {
  unanswered.get(id)?.(answer);
  unanswered.delete(id);
}
