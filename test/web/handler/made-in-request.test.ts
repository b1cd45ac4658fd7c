// What belongs at the top level of a module, and is written where each request makes it again.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import {
  blocking,
  DummyExecutor,
  ProcessPoolExecutor,
  ThreadPoolExecutor,
  unblock,
} from "typhoon/concurrent";
import { RequestHandler } from "typhoon/web";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { serve } from "../serve.ts";

guardLog();

const twiceHere = unblock((number: number) => 2 * number);

test("an executor that is a field of a handler is reported once, from the first request on", async (t) => {
  class Literal extends RequestHandler {
    executor = new ThreadPoolExecutor(1);
    override async get() {
      await this.executor.shutdown();
      this.write("done");
    }
  }
  const site = await serve(t, [["/", Literal]]);

  for (let asked = 0; asked < 3; asked++) assert.equal((await site.fetch("/")).body, "done");

  const { msg } = await expectLog(/is made while a request is handled/);
  assert.match(
    msg,
    /^A ThreadPoolExecutor .* at file:.*made-in-request\.test\.js:\d+:\d+: each request starts workers/,
  );
});

test("an executor that a method makes is reported, also behind an await and in a class of one's own", async (t) => {
  class OwnPool extends ProcessPoolExecutor {}
  class Page extends RequestHandler {
    override async get() {
      await new Promise(setImmediate);
      await new OwnPool(1).shutdown();
      this.write("done");
    }
  }
  const site = await serve(t, [["/", Page]]);

  for (let asked = 0; asked < 2; asked++) await site.fetch("/");

  await expectLog(/^A OwnPool is made while a request is handled/);
});

test("nothing is reported of what is made once: the default executor, one without workers, a module's own", async (t) => {
  const module = join(temporaryFolder(t), "late.mjs");
  const library = JSON.stringify(import.meta.resolve("typhoon/concurrent"));
  writeFileSync(
    module,
    `import { blocking, ThreadPoolExecutor } from ${library};
     export const executor = new ThreadPoolExecutor(1);
     export const twice = blocking((n) => 2 * n);
     await null;
     await new ThreadPoolExecutor(1).shutdown();
     export const thrice = blocking((n) => 3 * n);`,
  );
  class Page extends RequestHandler {
    override async get() {
      assert.equal(await twiceHere(1), 2);
      new DummyExecutor();
      const { executor, twice, thrice } = await import(module);
      this.write({ results: [await executor.submit(twice, 1), await executor.submit(thrice, 1)] });
      await executor.shutdown();
    }
  }
  const site = await serve(t, [["/", Page]]);

  assert.equal((await site.fetch("/")).body, '{"results":[2,3]}');
});

test("a function that is marked while a request is handled is refused there", async (t) => {
  const codes: unknown[] = [];
  const attempt = (mark: () => unknown) => {
    try {
      mark();
    } catch (error) {
      codes.push(error instanceof Error && "code" in error && error.code, String(error));
    }
  };
  class Page extends RequestHandler {
    override get() {
      attempt(() => unblock((n: number) => n + 1));
      attempt(() => blocking((n: number) => n + 1));
      attempt(() => {
        class Late extends RequestHandler {
          @unblock
          override get() {
            this.write("never");
          }
        }
        return Late;
      });
      this.write("done");
    }
  }
  const site = await serve(t, [["/", Page]]);

  await site.fetch("/");

  assert.deepEqual(
    [0, 2, 4].map((index) => codes[index]),
    Array(3).fill("ERR_FUNCTION_NOT_FOUND"),
  );
  assert.match(
    String(codes[1]),
    /made-in-request\.test\.js:\d+:\d+ in a worker because it is marked while a request is handled.*: move the definition to the top level/,
  );
});
