export { type ErrorCode, errorCodes } from "./codes.ts";
export { TyphoonError } from "./typhoon-error.ts";
export { version } from "./version.ts";
