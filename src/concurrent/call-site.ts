import { moduleAddress, moduleUrl } from "./module-address.ts";

/** Where in the source a function was marked: the identity it has in every thread that evaluates the module. */
export interface CallSite {
  /** Address of the module, see `moduleAddress`. */
  readonly module: string;
  /** URL of the module, line and column in one string; equal in all threads. */
  readonly key: string;
}

// What TypeScript, esbuild, Babel and SWC call the functions that apply decorators. They are skipped, because
// all decorators of a file are called from one line of theirs.
const decoratorHelper =
  /^(?:__esDecorate|__decorate|__decorateElement|__runInitializers|_?applyDecs|_apply_decs)/;

/** A polyfill that `__decorate` calls where it is loaded: its lines too are the same for all decorators. */
const decoratorPolyfill = /[\\/]node_modules[\\/](?:reflect-metadata|core-js)[\\/]/;

/** A minifier renames the helpers, so a decorator is told apart by this many frames of its own file. */
const decoratorFrames = 4;

/**
 * Finds who called `callee`: the frame directly above it, never "the first frame of another file", because in a
 * bundle this library and the application are one file.
 *
 * @param callee - our own exported function
 * @returns `undefined` when the caller is no module (code from `eval`)
 */
export function callerOf(callee: object): CallSite | undefined {
  return callSiteOf(framesAbove(callee, 1));
}

/**
 * Finds where `callee` was applied as a decorator.
 *
 * @param callee - our own exported decorator
 */
export function decorationOf(callee: object): CallSite | undefined {
  const frames = framesAbove(callee, decoratorFrames + 4);
  const first = frames.findIndex((frame) => !isDecoratorMachinery(frame));
  const file = frames[first]?.getFileName();
  return callSiteOf(frames.slice(first).filter((frame) => frame.getFileName() === file));
}

/**
 * Whether a module that calls `callee` is evaluated at the moment: what is made there is made once, also if a request was
 * the first to import it.
 */
export function isEvaluating(callee: object): boolean {
  const frames = framesAbove(callee, deepestEvaluation);
  if (frames.some((frame) => frame.getFileName()?.startsWith("node:internal/modules/"))) return true;
  // Behind an `await` at its top level a module has nobody above it.
  return frames.length <= 1 && !frames[0]?.getFunctionName();
}

const deepestEvaluation = 200;

function isDecoratorMachinery(frame: NodeJS.CallSite): boolean {
  return (
    decoratorHelper.test(frame.getFunctionName() ?? "") || decoratorPolyfill.test(frame.getFileName() ?? "")
  );
}

/** @returns the URL of the file that holds this library's code: one of its modules, or the bundle around it */
export function ownModule(): string {
  const fileName = framesAbove(framesAbove, 1)[0]?.getFileName();
  if (!fileName) throw new TypeError("Cannot start a worker as this library was loaded from no file");
  return moduleUrl(fileName);
}

function framesAbove(callee: object, count: number): NodeJS.CallSite[] {
  const { prepareStackTrace, stackTraceLimit } = Error;
  const holder: { stack?: NodeJS.CallSite[] } = {};
  try {
    // The raw frames: a source map, where one is in use, would not change the positions but the file.
    Error.prepareStackTrace = (_error, frames) => frames;
    Error.stackTraceLimit = count;
    Error.captureStackTrace(holder, callee as () => void);
    return holder.stack ?? [];
  } finally {
    Object.assign(Error, { prepareStackTrace, stackTraceLimit });
  }
}

function callSiteOf(frames: readonly NodeJS.CallSite[]): CallSite | undefined {
  const fileName = frames[0]?.getFileName();
  if (!fileName) return undefined;
  const positions = frames.map((frame) => `${frame.getLineNumber()}:${frame.getColumnNumber()}`);
  return { module: moduleAddress(fileName), key: `${moduleUrl(fileName)}:${positions.join(",")}` };
}
