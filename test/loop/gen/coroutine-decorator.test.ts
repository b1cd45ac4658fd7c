import assert from "node:assert/strict";
import { test } from "node:test";
import { isFuture } from "typhoon/concurrent";
import { coroutine, isCoroutineFunction, sleep } from "typhoon/gen";
import { guardLog } from "../../support/guard-log.ts";

guardLog();

class Greeter {
  readonly greeting = "Hello";

  @coroutine
  *greet(name: string): Generator<unknown, string> {
    yield sleep(0);
    return `${this.greeting}, ${name}`;
  }

  @coroutine
  static *twice(value: number): Generator<unknown, number> {
    yield null;
    return value * 2;
  }
}

// These only have to compile: inferred types, an explicit this, a generic method, and what is refused.
class Compiles {
  readonly factor = 2;

  @coroutine
  *inferred(value: number) {
    const waited: number = yield Promise.resolve(value);
    return waited * this.factor;
  }

  @coroutine
  *explicit(this: Compiles, ...values: number[]): Generator<Promise<number>, number, number> {
    return yield Promise.resolve(values.length * this.factor);
  }

  @coroutine
  *generic<T>(value: T, isLate?: boolean): Generator<unknown, T> {
    if (isLate) yield sleep(0);
    return value;
  }

  // @ts-expect-error: not a generator
  @coroutine
  plain(): number {
    return this.factor;
  }
}

test("methods with inferred, explicit and generic types can be decorated", async () => {
  const object = new Compiles();

  const futures: unknown[] = [
    object.inferred(2),
    object.explicit(1, 2, 3),
    object.generic("x"),
    object.plain(),
  ];

  assert.deepEqual(await Promise.all(futures), [4, 6, "x", 2]);
});

test("as a standard decorator it makes methods asynchronous, with their this and their name", async () => {
  const future: unknown = new Greeter().greet("world");

  assert.ok(isFuture(future));
  assert.equal(await future, "Hello, world");
  assert.equal(await (Greeter.twice(21) as unknown), 42);
  assert.equal(Greeter.prototype.greet.name, "greet");
  assert.equal(isCoroutineFunction(Greeter.prototype.greet), true);
});

test("as a decorator of experimentalDecorators it replaces the descriptor's value and nothing else", async () => {
  class Legacy {
    readonly greeting = "Hello";

    *greet(name: string): Generator<unknown, string> {
      yield sleep(0);
      return `${this.greeting}, ${name}`;
    }
  }
  const original = Object.getOwnPropertyDescriptor(Legacy.prototype, "greet");
  assert.ok(original);

  const replaced = coroutine(Legacy.prototype, "greet", original);
  Object.defineProperty(Legacy.prototype, "greet", replaced);

  const future: unknown = new Legacy().greet("world");
  assert.ok(isFuture(future));
  assert.equal(await future, "Hello, world");
  assert.deepEqual({ ...replaced, value: null }, { ...original, value: null });
});

test("methods with symbols as names can be decorated too", async () => {
  const key = Symbol("greet");
  class Symbolic {
    @coroutine
    *[key](): Generator<unknown, string> {
      yield null;
      return "symbol";
    }
  }
  const descriptor = { value: Symbolic.prototype[key], writable: true };

  assert.equal(await (new Symbolic()[key]() as unknown), "symbol");
  assert.equal(isCoroutineFunction(coroutine({}, key, descriptor).value), true);
});

test("an accessor cannot be a coroutine", () => {
  const accessor = { get: () => function* () {} };

  assert.throws(() => coroutine({}, "property", accessor), { name: "TypeError" });
});
