export { described } from "./described.ts";
export type { DescribedClass, DescribedInput, During } from "./described-class.ts";
export type {
  DescribedMethod,
  HandlerDescription,
  MethodDescription,
  ResponseDescription,
  ResponseDescriptions,
} from "./handler-description.ts";
export type {
  SchemaInput,
  SchemaIssue,
  SchemaOutput,
  SchemaResult,
  StandardSchema,
} from "./standard-schema.ts";
export {
  type InputError,
  type InputPart,
  InvalidResponseError,
  ValidationError,
} from "./validation-error.ts";
