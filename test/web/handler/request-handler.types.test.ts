import assert from "node:assert/strict";
import { test } from "node:test";
import { Application, asynchronous, RequestHandler, url } from "typhoon/web";
import { sameType } from "../../support/same-type.ts";

interface Report {
  readonly lines: number;
}

/** Never run: its statements are there for the compiler. */
export class Typed extends RequestHandler {
  override initialize({ title }: { readonly title: string }) {
    this.setHeader("X-Title", title);
  }

  override get(id: string, page?: string) {
    const required = this.getArgument("a");
    const withNumber = this.getArgument("a", 3);
    const withUndefined = this.getQueryArgument("a", undefined);
    const withNull = this.getBodyArgument("a", null, { strip: false });
    const unstripped = this.getArgument("a", { strip: false });
    sameType<typeof unstripped, string>();
    sameType<typeof withNumber, string | 3>();
    sameType<typeof withUndefined, string | undefined>();
    sameType<typeof withNull, string | null>();
    const list = this.getArguments("a");
    sameType<typeof list, string[]>();
    const number = this.getArgument("a", { type: Number });
    const numberOrNull = this.getArgument("a", null, { type: Number, strip: false });
    const date = this.getQueryArgument("a", { type: Date });
    const length = this.getBodyArgument("a", 1n, { type: (text) => text.length });
    const flags = this.getArguments("a", { type: Boolean });
    sameType<typeof number, number>();
    sameType<typeof numberOrNull, number | null>();
    sameType<typeof date, Date>();
    sameType<typeof length, number | 1n>();
    sameType<typeof flags, boolean[]>();
    // @ts-expect-error a type is no text
    this.getArgument("a", { type: "number" }).toFixed();
    return { id, page, required };
  }

  override post({ year }: { readonly year: string }) {
    const report: Report = { lines: 1 };
    this.write(report);
    this.write({ year, nested: [1] });
    this.write(new Uint8Array(1));
    // @ts-expect-error a list could be read as a script by another site
    this.write([1]);
    // @ts-expect-error a promise is to be awaited first
    this.write(Promise.resolve("a"));
    // @ts-expect-error a number is no text
    this.write(1);
    // @ts-expect-error a header is no object
    this.setHeader("X", {});
  }
}

test("url() checks the values for initialize() against its parameter", () => {
  const spec = url("/", Typed, { title: "a" }, "name");
  // @ts-expect-error the title is missing
  url("/", Typed, { heading: "a" });

  assert.deepEqual([spec.name, spec.kwargs, spec.handlerClass], ["name", { title: "a" }, Typed]);
});

test("an Application takes tuples and url() side by side", () => {
  const application = new Application([
    ["/", RequestHandler],
    ["/(\\d+)", Typed, { title: "t" }, "typed"],
    url("/url", Typed, { title: "u" }),
  ]);

  assert.equal(application.handlerClasses().length, 3);
});

test("asynchronous() keeps the type of the function around which it stands", () => {
  const method = asynchronous(function (this: Typed, id: string) {
    return id.length;
  });

  sameType<typeof method, (this: Typed, id: string) => number>();
});
