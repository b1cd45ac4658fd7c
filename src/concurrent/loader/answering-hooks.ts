// Loader hooks of the application's thread. Imported by no module: Node loads it into its thread of loader hooks.
import type { InitializeHook, LoadHook, ResolveHook } from "node:module";
import type { AnsweringHooksData, Loaded, LoaderQuestion, LoadQuestion, Resolved } from "./relay-messages.ts";

let scheme = "";

export const initialize: InitializeHook<AnsweringHooksData> = (data) => {
  ({ scheme } = data);
};

/** Resolves what a thread asks for as the application's thread does. */
export const resolve: ResolveHook = async (specifier, context, next) => {
  if (!specifier.startsWith(scheme)) return next(specifier, context);
  const question: LoaderQuestion = contentOf(specifier);
  if (!("specifier" in question)) return { url: specifier, shortCircuit: true };
  const { url, format } = await next(question.specifier, question.context);
  return { url: scheme + encodeURIComponent(JSON.stringify({ url, format })), shortCircuit: true };
};

/** Loads what a thread asks for as the application's thread does. */
export const load: LoadHook = async (url, context, next) => {
  if (!url.startsWith(scheme)) return next(url, context);
  const content: LoadQuestion | Resolved = contentOf(url);
  const result = "context" in content ? await answerTo(content, next) : content;
  return { format: "module", source: `export default ${JSON.stringify(result)};`, shortCircuit: true };
};

async function answerTo({ url, context }: LoadQuestion, next: Parameters<LoadHook>[2]): Promise<Loaded> {
  const { format = null, source } = await next(url, context);
  if (typeof source === "string") return { format, source };
  return source ? { format, bytes: base64(source) } : { format };
}

function base64(source: ArrayBufferLike | NodeJS.TypedArray): string {
  const isView = ArrayBuffer.isView(source);
  const bytes = isView
    ? Buffer.from(source.buffer, source.byteOffset, source.byteLength)
    : Buffer.from(source);
  return bytes.toString("base64");
}

function contentOf(url: string) {
  return JSON.parse(decodeURIComponent(url.slice(scheme.length)));
}
