import assert from "node:assert/strict";
import { test } from "node:test";
import { coroutine } from "typhoon/gen";
import { asynchronous, RequestHandler } from "typhoon/web";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { serve } from "../serve.ts";

guardLog();

class Standard extends RequestHandler {
  @asynchronous
  override get(name: string) {
    setImmediate(() => this.finish(`later, ${name}`));
  }
}

class FunctionForm extends RequestHandler {
  override get = asynchronous(function (this: RequestHandler, name: string) {
    setImmediate(() => this.finish(`later, ${name}`));
  });
}

/** What a compiler with `experimentalDecorators` calls. */
class Legacy extends RequestHandler {
  override get(name: string) {
    setImmediate(() => this.finish(`later, ${name}`));
  }
}
const descriptor = Object.getOwnPropertyDescriptor(Legacy.prototype, "get");
assert.ok(descriptor);
Object.defineProperty(Legacy.prototype, "get", asynchronous(Legacy.prototype, "get", descriptor));

for (const handlerClass of [Standard, FunctionForm, Legacy]) {
  test(`asynchronous leaves the response open until finish(): ${handlerClass.name}`, async (t) => {
    const site = await serve(t, [["/(.*)", handlerClass]]);

    assert.equal((await site.fetch("/x")).body, "later, x");
  });
}

test("asynchronous finishes the response of a coroutine, an async method and a generator when they end", async (t) => {
  class Coroutine extends RequestHandler {
    override get = asynchronous(
      coroutine(function* (this: RequestHandler) {
        yield Promise.resolve();
        this.write("coroutine");
      }),
    );
  }
  class Async extends RequestHandler {
    @asynchronous
    override async get() {
      await Promise.resolve();
      this.write("async");
    }
  }
  class Generator extends RequestHandler {
    @asynchronous
    override *get() {
      yield Promise.resolve();
      this.write("generator");
    }
  }
  const site = await serve(t, [
    ["/coroutine", Coroutine],
    ["/async", Async],
    ["/generator", Generator],
  ]);

  for (const name of ["coroutine", "async", "generator"])
    assert.equal((await site.fetch(`/${name}`)).body, name);
});

test("an error that an asynchronous method throws is answered", async (t) => {
  class Fails extends RequestHandler {
    @asynchronous
    override get() {
      throw new Error("at once");
    }
  }
  const site = await serve(t, [["/", Fails]]);
  const logged = [expectLog(/Uncaught exception/), expectLog(/^500 GET/)];

  assert.equal((await site.fetch("/")).status, 500);
  await Promise.all(logged);
});
