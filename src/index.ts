export { type ErrorCode, TyphoonError, version } from "./base/errors/index.ts";
