import { test } from "node:test";
import type { PathParameters } from "typhoon/routing";
import { RequestHandler, StaticFileHandler, unblock, url } from "typhoon/web";
import { sameType } from "../../support/same-type.ts";

test("PathParameters has the names and types of a path", () => {
  sameType<PathParameters<"/users/:id">, { readonly id: string }>();
  sameType<PathParameters<"/users/:id(integer)">, { readonly id: number }>();
  sameType<
    PathParameters<"/:a(number)/:b_2(uuid)/:c(path)">,
    { readonly a: number; readonly b_2: string; readonly c: string }
  >();
  sameType<PathParameters<"/r/:id(integer).json">, { readonly id: number }>();
  sameType<PathParameters<"/r/:id.json/x/:File-draft">, { readonly id: string; readonly File: string }>();
  // biome-ignore lint/complexity/noBannedTypes: a path without parameters has just this
  sameType<PathParameters<"/about:us/:9/:">, {}>();
  sameType<PathParameters<"/:id(int)">, { readonly id: never }>();
  sameType<PathParameters<string>, Readonly<Record<string, string | number>>>();
});

class User extends RequestHandler {
  override get({ id }: { id: number }) {
    this.write(`user ${id}`);
  }

  @unblock
  override async put({ id }: PathParameters<"/users/:id(integer)">) {
    return { id };
  }

  override *post() {
    yield Promise.resolve();
  }
}

class ByPosition extends RequestHandler {
  override get(id: string) {
    this.write(id);
  }
}

test("url() checks a handler's methods against the parameters of its path", () => {
  url("/users/:id(integer)", User);
  url("/users/:id(integer)/:more", User, {}, "name");
  url("/files/:path(path)", StaticFileHandler, { path: "." });
  url("/users/:id", RequestHandler);
  url("/users/([0-9]+)", ByPosition);
  url("/users/(?<id>[0-9]+)", User);
  url(/\/users\/:id/, ByPosition);
  url(String("/users/:id"), User);
  url("/users/:id(integer)", [["/users/7", User]]);
  // @ts-expect-error the id is text
  url("/users/:id", User);
  // @ts-expect-error the path calls it otherwise
  url("/users/:user(integer)", User);
  // @ts-expect-error an object is given, not a text
  url("/users/:id", ByPosition);
  // @ts-expect-error the folder's name is another
  url("/files/:file(path)", StaticFileHandler, { path: "." });
});
