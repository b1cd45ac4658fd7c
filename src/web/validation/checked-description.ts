import { type HandlerClass, RequestHandler } from "../handler/index.ts";
import type { HandlerDescription, MethodDescription } from "./handler-description.ts";
import { isSchema } from "./standard-schema.ts";

const methods = new Set(["get", "head", "post", "put", "patch", "delete", "options"]);
const bodiless = new Set(["get", "head"]);
const schemas = ["path", "query", "body", "form"] as const;
const known = new Set<string>([
  ...schemas,
  "lists",
  "response",
  "summary",
  "description",
  "tags",
  "operationId",
  "deprecated",
]);

/**
 * Refuses a description that would not do what its author thinks.
 *
 * @throws {TypeError} if it has a name that is unknown, a schema that is none, or a body for GET or HEAD
 */
export function checkDescription(description: HandlerDescription): void {
  for (const [method, parts] of Object.entries(description)) {
    refuseUnknown(method, methods, "a handler");
    checkMethod(method, parts);
  }
}

/**
 * Refuses a class that could not do what it declares.
 *
 * @throws {TypeError} if it has not the methods that it describes, or takes the body while it arrives and declares one
 */
export function checkClass(handlerClass: HandlerClass, description: HandlerDescription): void {
  for (const [method, { body, form }] of Object.entries(description)) {
    const place = `${handlerClass.name}.${method}`;
    const inherited: unknown = Reflect.get(RequestHandler.prototype, method);
    if (Reflect.get(handlerClass.prototype, method) === inherited)
      throw new TypeError(
        `Cannot describe ${place} as there is no such method: write it, or describe it not`,
      );
    if (handlerClass.streamRequestBody && (body ?? form) !== undefined)
      throw new TypeError(
        `Cannot declare the body of ${place} as the class is a streamRequestBody one, which reads it by itself: declare path and query only`,
      );
  }
}

function checkMethod(method: string, description: MethodDescription): void {
  for (const name of Object.keys(description)) refuseUnknown(name, known, `the method ${method}`);
  for (const name of schemas) {
    const schema = description[name];
    if (schema !== undefined && !isSchema(schema)) throw noSchema(`${name} of ${method}`, schema);
  }
  if (bodiless.has(method) && (description.body ?? description.form) !== undefined)
    throw new TypeError(`Cannot declare a body for ${method} as such requests have none: use query or path`);
  checkResponses(method, description);
}

function checkResponses(method: string, { response }: MethodDescription): void {
  if (response === undefined || isSchema(response)) return;
  if (typeof response !== "object" || response === null) throw noSchema(`response of ${method}`, response);
  for (const [status, answer] of Object.entries(response)) {
    if (!/^[1-9]\d\d$/.test(status)) {
      throw new TypeError(`Cannot declare a response ${status} for ${method}: it has to be a status code`);
    }
    const isDescribed = typeof answer === "object" && answer !== null && "description" in answer;
    if (!isSchema(answer) && !isDescribed) throw noSchema(`response ${status} of ${method}`, answer);
  }
}

function refuseUnknown(name: string, names: ReadonlySet<string>, of: string): void {
  if (names.has(name)) return;
  throw new TypeError(`Cannot describe ${name} of ${of}: it has to be one of ${[...names].join(", ")}`);
}

function noSchema(place: string, value: unknown): TypeError {
  return new TypeError(
    `Cannot use ${place} as it is no schema: current value is of type ${typeof value}, it has to be of a library that implements Standard Schema, such as zod, valibot or arktype`,
  );
}
