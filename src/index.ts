export { type ErrorCode, TyphoonError } from "./base/errors/index.ts";
export { version } from "./base/errors/version.ts";
