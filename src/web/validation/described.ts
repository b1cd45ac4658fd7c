import { isThenable } from "../../concurrent/internal.ts";
import {
  type HandlerClass,
  type HookResult,
  RequestHandler,
  type SendErrorOptions,
} from "../handler/index.ts";
import {
  type DeclaredInput,
  declaredInput,
  isForPrograms,
  writeProblem,
  writeResult,
} from "../handler/internal.ts";
import { checkClass, checkDescription } from "./checked-description.ts";
import { checkedResult, replyWith } from "./declared-answer.ts";
import type { DescribedClass } from "./described-class.ts";
import type { HandlerDescription } from "./handler-description.ts";
import { defineInputFields } from "./input-fields.ts";
import { type InputValues, MethodInput } from "./method-input.ts";

const descriptions = new WeakMap<object, HandlerDescription>();

/**
 * A class to extend whose methods declare what they take and answer, with schemas of any Standard Schema library.
 *
 * Before a method runs, what it declares of the request is read and given to its schemas; what they make of it is
 * `this.query`, `this.body` and `this.path` in that method, with those types. If anything is wrong the method does not
 * run, and the client gets a 400 that names all the fields, as a problem of RFC 9457; a browser gets the error page.
 *
 * `query` and `form` are objects of texts: schemas that coerce make numbers of them. The body has to be JSON for `body`
 * (`application/json` or any `+json`), a urlencoded or multipart form for `form`, otherwise the client gets a 415.
 *
 * @param description - by method: `path`, `query`, `body`, `form`, `response`, and what a document says of it
 * @param base - the class to extend. Default: `RequestHandler`
 * @throws {TypeError} if the description has an unknown name, a schema that is none, or a body for GET or HEAD, or the
 *   base is described already
 * @example
 * ```ts
 * import { Application, described } from "typhoon/web";
 * import { z } from "zod";
 *
 * const User = z.object({ name: z.string().min(1), age: z.number().int() });
 *
 * class Users extends described({
 *   get: { query: z.object({ page: z.coerce.number().default(1) }) },
 *   post: { body: User, response: { 201: User } },
 * }) {
 *   override get() {
 *     this.write({ page: this.query.page });   // number
 *   }
 *   override post() {
 *     this.reply(201, { name: this.body.name, age: this.body.age });
 *   }
 * }
 *
 * const app = new Application([["/users", Users]]);
 * ```
 */
export function described<
  const Description extends HandlerDescription,
  Base extends HandlerClass = typeof RequestHandler,
>(description: Description, base?: Base): DescribedClass<Description, Base>;
export function described(description: HandlerDescription, base: HandlerClass = RequestHandler): object {
  checkDescription(description);
  refuseDescribed(base);
  const inputs = new Map(Object.entries(description).map(([name, parts]) => [name, new MethodInput(parts)]));

  class DescribedHandler extends base {
    #isLoaded = false;
    #loading: Promise<void> | undefined = undefined;

    static [declaredInput](handlerClass: HandlerClass): DeclaredInput {
      checkClass(handlerClass, description);
      return { read: (handler) => (handler instanceof DescribedHandler ? handler.#load() : undefined) };
    }

    async loadInput(): Promise<void> {
      await this.#load();
    }

    reply(status: number, value?: unknown): Promise<void> {
      return replyWith(this, inputs.get(methodOf(this))?.description ?? {}, status, value);
    }

    override [writeResult](value: unknown): void {
      super[writeResult](checkedResult(this, inputs.get(methodOf(this))?.description ?? {}, value));
    }

    override writeError(status: number, options: SendErrorOptions): HookResult {
      if (this.settings.errorFormat !== undefined || !isForPrograms(this, options))
        return super.writeError(status, options);
      writeProblem(this, status, options);
    }

    /** A promise only while a schema takes time. */
    #load(): Promise<void> | undefined {
      if (this.#isLoaded || this.#loading !== undefined) return this.#loading;
      const values = inputs.get(methodOf(this))?.read(this) ?? {};
      if (!isThenable(values)) return this.#keep(values);
      this.#loading = values.then((found) => this.#keep(found));
      return this.#loading;
    }

    /** As fields of its own, in which they also travel to a worker. */
    #keep(values: InputValues): undefined {
      Object.assign(this, values);
      this.#isLoaded = true;
    }
  }

  defineInputFields(DescribedHandler.prototype, description);
  descriptions.set(DescribedHandler, description);
  return DescribedHandler;
}

/** Friends only: what a class, or the one that it extends, declares. */
export function descriptionOf(handlerClass: object): HandlerDescription | undefined {
  for (let at: object | null = handlerClass; at !== null; at = Object.getPrototypeOf(at)) {
    const description = descriptions.get(at);
    if (description !== undefined) return description;
  }
  return undefined;
}

function refuseDescribed(base: HandlerClass): void {
  if (descriptionOf(base) === undefined) return;
  throw new TypeError(
    `Cannot describe ${base.name} as it is described already: describe all methods at once, on what it extends`,
  );
}

function methodOf(handler: RequestHandler): string {
  return handler.request.method.toLowerCase();
}
