/** The friends' door: what decorators and the application need of a handler beyond its public names. */
export { checkHandlerClass } from "./class-rules.ts";
export { type DeclaredInput, declaredInput } from "./declared-input.ts";
export { isJsonType, mediaTypeOf, refuseEncoded } from "./json-body.ts";
export { jsonValue, MalformedBodyError } from "./json-value.ts";
export { type RejectionOwner, watchRejections } from "./late-errors.ts";
export {
  beginHandler,
  closeConnection,
  decodePath,
  execute,
  type HandlerRoute,
  handlerRoute,
  methodsForUsers,
  type RawPathArguments,
} from "./lifecycle.ts";
export { admitUser, markForUsers } from "./login.ts";
export { withinOwnSite } from "./own-site.ts";
export { failsToMatch, isUnmodified, wholeSeconds } from "./preconditions.ts";
export { isForPrograms, type Problem, problemErrors, problemType, writeProblem } from "./problem.ts";
export { reportUncaught } from "./reporting.ts";
export { handOver, responseOf, setPathArguments, userOf, verbArgumentsOf } from "./request-handler.ts";
export { loggedTarget, requestSummary } from "./request-summary.ts";
export { ResponseBuffer, type ResponseSnapshot } from "./response-buffer.ts";
export { writeResult } from "./returned-body.ts";
export { checkSettings } from "./setting-rules.ts";
export { type ArrivingBody, executeStreaming, receiveData } from "./streaming.ts";
export type { TemplateExtensions } from "./template-hooks.ts";
export { TemplateLoaders } from "./template-loaders.ts";
export { UIExtensions } from "./ui-extensions.ts";
export { awaitable, isPending } from "./verb-result.ts";
export { rememberApplication } from "./worker-application.ts";
