export { type ErrorCode, TyphoonError } from "./base/errors/index.ts";
