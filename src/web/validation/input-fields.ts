import type { RequestHandler } from "../handler/index.ts";
import type { HandlerDescription } from "./handler-description.ts";
import type { InputPart } from "./validation-error.ts";

/** Makes a part of the input a field of the handler, in the place of what its class says where there is none. */
export function keepPart(handler: RequestHandler, part: InputPart, value: unknown): void {
  Object.defineProperty(handler, part, { value, writable: true, enumerable: true, configurable: true });
}

/** The error of one who uses a part of the input that is not there. */
export function unreadPart(
  handler: RequestHandler,
  description: HandlerDescription,
  part: InputPart,
): TypeError {
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
