import type { Future } from "../../concurrent/index.ts";
import {
  type FieldsSnapshot,
  type ReceiverProtocol,
  receiverProtocol,
  restoreFields,
  snapshotFields,
} from "../../concurrent/internal.ts";
import { abortSourceOf } from "../../http/httputil/internal.ts";
import type { HandlerClass } from "./lifecycle.ts";
import {
  type PathArguments,
  type PathKeywords,
  RequestHandler,
  responseOf,
  setPathArguments,
} from "./request-handler.ts";
import type { ResponseSnapshot } from "./response-buffer.ts";
import { sendStream } from "./response-stream.ts";
import { writeReturned } from "./returned-body.ts";
import { type SettingsSnapshot, snapshotSettings, WorkerApplication } from "./worker-application.ts";
import { type RequestSnapshot, rebuildRequest, snapshotRequest } from "./worker-request.ts";

/** A handler in plain values: all that a method of it may use on a worker. */
interface HandlerSnapshot {
  readonly request: RequestSnapshot;
  readonly response: ResponseSnapshot;
  readonly pathArgs: PathArguments;
  readonly pathKwargs: PathKeywords | undefined;
  readonly settings: SettingsSnapshot;
  readonly fields: FieldsSnapshot;
}

/** What a method did to its response on the worker. */
interface HandlerEffects {
  /** Everything; of a stream only with its first value, when the header fields are still to be sent. */
  readonly response?: ResponseSnapshot;
  /** What a stream has written with `write` since its last value. */
  readonly written?: string | Uint8Array;
}

// These two have a form of their own in the snapshot.
const ownForm = new Set(["application", "request"]);

/** How a request handler goes to a worker and back, see `ReceiverProtocol`. */
const handlerReceiver: ReceiverProtocol<RequestHandler> = {
  snapshot: snapshotHandler,
  rebuild: rebuildHandler,
  effects: takeEffects,
  apply: applyEffects,
  deliver: writeResult,
  deliverStream: writeStream,
  modules: ({ application }) => (application.module === undefined ? [] : [application.module]),
  options: ({ request }) => ({ signal: abortSourceOf(request) }),
};

Object.defineProperty(RequestHandler.prototype, receiverProtocol, { value: handlerReceiver });

function snapshotHandler(handler: RequestHandler): HandlerSnapshot {
  return {
    request: snapshotRequest(handler.request),
    response: responseOf(handler).snapshot(),
    pathArgs: handler.pathArgs,
    pathKwargs: handler.pathKwargs,
    settings: snapshotSettings(handler.settings),
    fields: snapshotFields(handler, ownForm),
  };
}

function rebuildHandler(receiverClass: unknown, data: unknown): RequestHandler {
  const snapshot = data as HandlerSnapshot;
  const handlerClass = receiverClass as HandlerClass;
  const application = new WorkerApplication(handlerClass, snapshot.settings);
  const handler = new handlerClass(application, rebuildRequest(snapshot.request));
  const response = responseOf(handler);
  response.restore(snapshot.response);
  response.isElsewhere = true;
  setPathArguments(handler, snapshot.pathArgs, snapshot.pathKwargs);
  restoreFields(handler, snapshot.fields);
  return handler;
}

function takeEffects(handler: RequestHandler, isOfStream: boolean): HandlerEffects {
  const response = responseOf(handler);
  if (response.headersWritten) {
    const written = response.takeBody();
    return written === undefined ? {} : { written };
  }
  const effects = { response: response.snapshot() };
  if (!isOfStream) return effects;
  // From its first value on a stream's header fields are sent: to set one then is the usual error.
  response.headersWritten = true;
  response.discardBody();
  return effects;
}

function applyEffects(handler: RequestHandler, effects: unknown): void {
  if (isAnswered(handler)) return;
  const { response, written } = effects as HandlerEffects;
  if (written !== undefined) handler.write(written);
  if (response === undefined) return;
  responseOf(handler).restore(response);
  // It was only declared complete there; here it is still to be sent.
  responseOf(handler).finished = false;
}

async function writeResult(handler: RequestHandler, outcome: Future<unknown>): Promise<void> {
  const result = await outcome;
  if (isAnswered(handler)) return;
  if (result !== undefined) writeReturned(handler, result);
  handler.finish();
}

async function writeStream(handler: RequestHandler, values: AsyncIterable<unknown>): Promise<void> {
  await sendStream(handler, values);
  if (!isAnswered(handler)) handler.finish();
}

/** While the worker was at it, the client may have left, or the handler may have been answered for. */
function isAnswered(handler: RequestHandler): boolean {
  const { clientClosed, finished } = responseOf(handler);
  return clientClosed || finished;
}
