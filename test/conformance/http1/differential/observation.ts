/** A request as an application saw it. */
export interface SeenRequest {
  method: string;
  target: string;
  /** Name and value of each field, in order. */
  fields: readonly string[];
  body: string;
  /** Whether the end of the body was seen. */
  isComplete: boolean;
}

/** What became of a connection when all that was sent has been read. */
export type Outcome =
  /** The server waits for more. */
  | { readonly kind: "open" }
  /** The server has closed after an answer. */
  | { readonly kind: "closed" }
  /** The server refused what it read, with this reason of its own. */
  | { readonly kind: "refused"; readonly reason: string };

/** Everything that can be seen of a server when bytes are sent to it. */
export interface Observation {
  readonly requests: readonly SeenRequest[];
  readonly outcome: Outcome;
}

/** Whether two servers saw the same request; what they had of a body that never ended does not matter. */
export function isSameRequest(one: SeenRequest, other: SeenRequest): boolean {
  return (
    one.method === other.method &&
    one.target === other.target &&
    one.isComplete === other.isComplete &&
    one.fields.length === other.fields.length &&
    one.fields.every((text, index) => text === other.fields[index]) &&
    (!one.isComplete || one.body === other.body)
  );
}
