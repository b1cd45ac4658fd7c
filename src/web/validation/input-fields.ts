import type { RequestHandler } from "../handler/index.ts";
import type { HandlerDescription } from "./handler-description.ts";
import type { InputPart } from "./validation-error.ts";

const inputParts: readonly InputPart[] = ["path", "query", "body"];

/**
 * Gives handlers a field for each part of the input: to set it makes it the handler's own, in which form it also travels
 * to a worker; to read it before is an error that says why it is not there.
 *
 * @param prototype - of the class
 * @param description - of its methods
 */
export function defineInputFields(prototype: RequestHandler, description: HandlerDescription): void {
  for (const part of inputParts) {
    Object.defineProperty(prototype, part, {
      configurable: true,
      get(this: RequestHandler): never {
        throw unreadPart(this, description, part);
      },
      set(this: RequestHandler, value: unknown) {
        Object.defineProperty(this, part, { value, writable: true, enumerable: true, configurable: true });
      },
    });
  }
}

function unreadPart(handler: RequestHandler, description: HandlerDescription, part: InputPart): TypeError {
  const method = handler.request.method.toLowerCase();
  const place = `Cannot use this.${part} in ${handler.constructor.name}.${method}`;
  if (!declares(description, method, part))
    return new TypeError(`${place} as nothing is declared for it there`);
  return new TypeError(`${place} before it is read, which is after prepare(): await this.loadInput() there`);
}

function declares(description: HandlerDescription, method: string, part: InputPart): boolean {
  const declared = Object.entries(description).find(([name]) => name === method)?.[1];
  return (declared?.[part] ?? (part === "body" ? declared?.form : undefined)) !== undefined;
}
