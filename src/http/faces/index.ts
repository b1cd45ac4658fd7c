export type { Answer, AnswerForm } from "./answer-sink.ts";
export { type FetchHandler, fetchContainer } from "./fetch-container.ts";
export { type FetchOptions, fetchFrom } from "./fetch-face.ts";
export { exchangeInMemory, type InMemoryRequest } from "./in-memory.ts";
export { type Injection, inject } from "./inject.ts";
export { InjectedResponse } from "./injected-response.ts";
export {
  type BodyMemory,
  MessageExchange,
  type MessageExchangeInit,
  type ResponseSink,
} from "./message-exchange.ts";
export { type ContainedListener, nodeContainer } from "./node-container.ts";
export {
  type NodeFaceOptions,
  type NodeListener,
  type NodeUpgradeListener,
  nodeListener,
  nodeUpgradeListener,
} from "./node-face.ts";
export type { RequestBodyOptions, RequestPieces } from "./request-body.ts";
