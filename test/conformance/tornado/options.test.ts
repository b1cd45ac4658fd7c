// The cases of Tornado's options_test, under its names.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { duration, OptionError, OptionParser } from "typhoon/options";
import { inOwnProcess } from "../../support/in-own-process.ts";

function config(t: TestContext, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "typhoon-options-"));
  t.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "config.mjs"), text);
  return join(folder, "config.mjs");
}

function sampleOptions(): OptionParser {
  const options = new OptionParser();
  options.define("a", { default: 1 });
  options.define("b", { default: 2 });
  return options;
}

test("test_parse_command_line", () => {
  const options = new OptionParser();
  const port = options.define("port", { default: 80 });

  options.parseCommandLine(["--port=443"]);

  assert.equal(port.value, 443);
});

test("test_parse_config_file", async (t) => {
  const options = new OptionParser();
  const port = options.define("port", { default: 80 });
  const username = options.define("username", { default: "foo" });
  options.define("my_path", { type: String });

  // A module knows where it is by itself, so that there is no `__file__`.
  const path = config(t, 'export const port = 443, username = "李康", myPath = import.meta.dirname;');
  await options.parseConfigFile(path);

  assert.deepEqual([port.value, username.value], [443, "李康"]);
  assert.equal(join(String(options.get("my_path")), "config.mjs"), path);
});

test("test_parse_callbacks", () => {
  const options = new OptionParser();
  let calls = 0;
  options.addParseCallback(() => calls++);

  options.parseCommandLine([], { final: false });
  assert.equal(calls, 0);
  options.parseCommandLine([]);
  assert.equal(calls, 1);
  options.parseCommandLine([]);
  assert.equal(calls, 2);
});

test("test_help", () => {
  const { status, output } = inOwnProcess(
    'import { parseCommandLine } from "typhoon/options"; parseCommandLine(["--help"]); console.log("not reached");',
  );

  assert.equal(status, 0);
  assert.match(output, /^Usage: /);
  assert.doesNotMatch(output, /not reached/);
});

test("test_subcommand", () => {
  const baseOptions = new OptionParser();
  const verbose = baseOptions.define("verbose", { default: false });
  const subOptions = new OptionParser();
  const foo = subOptions.define("foo", { type: String });

  const rest = baseOptions.parseCommandLine(["--verbose", "subcommand", "--foo=bar"]);
  assert.deepEqual(rest, ["subcommand", "--foo=bar"]);
  assert.equal(verbose.value, true);
  // Arguments do not begin with the program's name here, so the subcommand is taken off.
  assert.deepEqual(subOptions.parseCommandLine(rest.slice(1)), []);
  assert.equal(foo.value, "bar");
  assert.throws(() => subOptions.parseCommandLine(["--verbose"]), OptionError);
});

test("test_setattr", () => {
  const foo = new OptionParser().define("foo", { default: 1 });

  foo.set(2);

  assert.equal(foo.value, 2);
});

test("test_setattr_type_check", () => {
  const options = new OptionParser();
  options.define("foo", { default: 1 });

  assert.throws(() => options.set("foo", "2"), TypeError);
});

test("test_setattr_with_callback", () => {
  const values: number[] = [];
  const foo = new OptionParser().define("foo", { default: 1, callback: (value) => void values.push(value) });

  foo.set(2);

  assert.deepEqual(values, [2]);
});

test("test_iter", () => {
  const names = [...sampleOptions()].map(({ name }) => name);

  assert.deepEqual(new Set(names), new Set(["a", "b", "help"]));
});

test("test_getitem", () => assert.equal(sampleOptions().get("a"), 1));

test("test_setitem", () => {
  const options = new OptionParser();
  options.define("foo", { default: 1 });

  options.set("foo", 2);

  assert.equal(options.get("foo"), 2);
});

test("test_items", () => {
  assert.deepEqual(sampleOptions().items().sort(), [
    ["a", 1],
    ["b", 2],
    ["help", false],
  ]);
});

test("test_as_dict", () => {
  assert.deepEqual(sampleOptions().asDict(), { a: 1, b: 2, help: false });
});

test("test_group_dict", () => {
  const options = new OptionParser();
  options.define("a", { default: 1 });
  options.define("b", { default: 2, group: "b_group" });

  assert.deepEqual(options.groups(), new Set(["", "b_group"]));
  assert.deepEqual(options.groupDict("b_group"), { b: 2 });
  assert.deepEqual(options.groupDict(""), { a: 1, b: 2, help: false });
});

test("test_mock_patch", () => {
  const foo = new OptionParser().define("foo", { default: 1 });
  {
    using _outer = foo.override(2);
    assert.equal(foo.value, 2);
    {
      using _inner = foo.override(3);
      assert.equal(foo.value, 3);
    }
    assert.equal(foo.value, 2);
  }
  assert.equal(foo.value, 1);
});

function definedTypes(): OptionParser {
  const options = new OptionParser();
  options.define("str", { type: String });
  options.define("basestring", { type: String });
  options.define("int", { type: Number });
  options.define("float", { type: Number });
  options.define("datetime", { type: Date });
  options.define("timedelta", { type: duration });
  options.define("email", {
    type: (text: string) => ({ value: text }),
    default: { value: "default@site.com" },
  });
  options.define("list-of-int", { type: Number, multiple: true });
  options.define("list-of-str", { type: String, multiple: true });
  return options;
}

const expectedValues = {
  str: "asdf",
  basestring: "qwer",
  int: 42,
  float: 1.5,
  datetime: new Date(2013, 3, 28, 5, 16),
  timedelta: 45_000,
  email: { value: "tornado@web.com" },
  "list-of-int": [1, 2, 3],
  "list-of-str": ["a", "b", "c"],
  help: false,
};

test("test_types", () => {
  const options = definedTypes();

  options.parseCommandLine([
    "--str=asdf",
    "--basestring=qwer",
    "--int=42",
    "--float=1.5",
    "--datetime=2013-04-28 05:16",
    "--timedelta=45s",
    "--email=tornado@web.com",
    "--list-of-int=1,2,3",
    "--list-of-str=a,b,c",
  ]);

  assert.deepEqual(options.asDict(), expectedValues);
});

test("test_types_with_conf_file", async (t) => {
  const typed = `export default {
    str: "asdf", basestring: "qwer", int: 42, float: 1.5, datetime: new Date(2013, 3, 28, 5, 16), timedelta: 45000,
    email: { value: "tornado@web.com" }, listOfInt: [1, 2, 3], listOfStr: ["a", "b", "c"],
  };`;
  const text = `export default {
    str: "asdf", basestring: "qwer", int: "42", float: "1.5", datetime: "2013-04-28 05:16", timedelta: "45s",
    email: "tornado@web.com", listOfInt: "1,2,3", listOfStr: "a,b,c",
  };`;
  for (const source of [typed, text]) {
    const options = definedTypes();
    await options.parseConfigFile(config(t, source));
    assert.deepEqual(options.asDict(), expectedValues);
  }
});

test("test_multiple_string", () => {
  const options = new OptionParser();
  const foo = options.define("foo", { type: String, multiple: true });

  options.parseCommandLine(["--foo=a,b,c"]);

  assert.deepEqual(foo.value, ["a", "b", "c"]);
});

test("test_multiple_int", () => {
  const options = new OptionParser();
  const foo = options.define("foo", { type: Number, multiple: true });

  options.parseCommandLine(["--foo=1,3,5:7"]);

  assert.deepEqual(foo.value, [1, 3, 5, 6, 7]);
});

for (const [name, again] of [
  ["test_error_redefine", "foo"],
  ["test_error_redefine_underscore", "foo_bar"],
] as const) {
  test(name, () => {
    const options = new OptionParser();
    options.define(again);

    for (const spelling of [again, again.replace("_", "-"), again.replace("_b", "B")]) {
      assert.throws(() => options.define(spelling), RangeError);
    }
  });
}

test("test_dash_underscore_cli", () => {
  for (const defined of ["foo-bar", "foo_bar"]) {
    for (const flag of ["--foo-bar=a", "--foo_bar=a"]) {
      const options = new OptionParser();
      options.define(defined);
      options.parseCommandLine([flag]);
      assert.equal(options.get("foo-bar"), "a");
      assert.equal(options.get("foo_bar"), "a");
    }
  }
});

test("test_dash_underscore_file", async (t) => {
  for (const defined of ["foo-bar", "foo_bar"]) {
    const options = new OptionParser();
    options.define(defined);
    await options.parseConfigFile(config(t, 'export const foo_bar = "a";'));
    assert.equal(options.get("foo_bar"), "a");
  }
});

test("test_dash_underscore_introspection", () => {
  const options = new OptionParser();
  options.define("with-dash", { group: "g" });
  options.define("with_underscore", { group: "g" });

  assert.deepEqual(Object.keys(options.asDict()).sort(), ["help", "with-dash", "with_underscore"]);
  assert.deepEqual(Object.keys(options.groupDict("g")).sort(), ["with-dash", "with_underscore"]);
  assert.match(options.helpText(), /--with-dash[\s\S]*--with-underscore/);
});
