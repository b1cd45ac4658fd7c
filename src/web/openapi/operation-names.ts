import type { MethodDescription } from "../validation/index.ts";
import type { DescribedRoute } from "./described-routes.ts";

/** Names of methods for generated clients, each of them once. */
export class OperationNames {
  readonly #given = new Set<string>();
  readonly #taken = new Set<string>();

  /** @param routes - whose own names come first */
  constructor(routes: readonly DescribedRoute[]) {
    const own = routes.flatMap(({ description }) => Object.values(description));
    for (const { operationId } of own) if (operationId !== undefined) this.#given.add(operationId);
  }

  /**
   * The name that a method has itself, otherwise one of its path: `getUsersById` for `GET /users/{id}`.
   *
   * @throws {TypeError} if it has one itself that another method has too
   */
  of(method: string, template: string, { operationId }: MethodDescription): string {
    const name = operationId ?? this.#free(nameOf(method, template));
    if (this.#taken.has(name))
      throw new TypeError(`Cannot name two methods ${name} in an OpenAPI document: change one operationId`);
    this.#taken.add(name);
    return name;
  }

  #free(name: string): string {
    for (let number = 1; ; number++) {
      const candidate = number === 1 ? name : `${name}${number}`;
      if (!this.#given.has(candidate) && !this.#taken.has(candidate)) return candidate;
    }
  }
}

function nameOf(method: string, template: string): string {
  const words = template
    .replace(/\{(\w+)\}/g, "by-$1")
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "");
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}
