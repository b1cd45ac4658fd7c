import assert from "node:assert/strict";
import { test } from "node:test";
import {
  Application,
  ErrorHandler,
  FallbackHandler,
  RedirectHandler,
  RequestHandler,
  StaticFileHandler,
} from "typhoon/web";

class Plain extends RequestHandler {}
class Own extends RequestHandler {
  override initialize() {}
}
class OldFiles extends StaticFileHandler {
  set_extra_headers() {}
}
class OldContent extends StaticFileHandler {
  get_content() {}
}
class OwnFiles extends StaticFileHandler {
  override initialize() {
    super.initialize({ path: "files" });
  }
}

const refused: readonly (readonly [handler: typeof RequestHandler, kwargs: object, message: RegExp])[] = [
  [
    StaticFileHandler,
    { path: "x", default_filename: "index.html" },
    /no value "default_filename": write defaultFilename/,
  ],
  [StaticFileHandler, { path: 7 }, /path must be a path or a file: URL: current value is 7/],
  [StaticFileHandler, {}, /Cannot use StaticFileHandler because its rule has no path/],
  [StaticFileHandler, { path: "x", folowSymlinks: true }, /did you mean followSymlinks\?/],
  [RedirectHandler, { ulr: "/x" }, /did you mean url\?/],
  [RedirectHandler, { url: "/x", permanent: "no" }, /permanent must be true or false/],
  [FallbackHandler, {}, /has no fallback/],
  [ErrorHandler, { status_code: 404 }, /write statusCode/],
  [Plain, { database: 1 }, /Cannot give "database" to Plain because it has no initialize\(\)/],
  [OldFiles, { path: "x" }, /never calls a method "set_extra_headers": write setExtraHeaders/],
  [OldContent, { path: "x" }, /never calls a method "get_content": write openContent/],
];

for (const [handler, kwargs, message] of refused) {
  test(`a rule for ${handler.name} is refused: ${message.source}`, () => {
    assert.throws(() => new Application([["/(.*)", handler, kwargs]]), message);
  });
}

test("a handler with an initialize of its own takes any values", () => {
  new Application([
    ["/", Own, { database: 1 }],
    ["/(.*)", OwnFiles, { whatever: 1 }],
  ]);
});

test("the values of the setting staticHandlerArgs are checked too", () => {
  const settings = { staticPath: "x", staticHandlerArgs: { serve_dot_files: true } };
  assert.throws(() => new Application([], settings), /write serveDotFiles/);
});
