import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { duration, type Option, OptionError, OptionParser } from "typhoon/options";

function file(t: TestContext, name: string, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "typhoon-options-"));
  t.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

test("the type of a value follows from the definition", () => {
  const options = new OptionParser();

  const port: Option<number> = options.define("port", { default: 8888 });
  const name: Option<string | undefined> = options.define("name");
  const debug: Option<boolean> = options.define("debug", { default: false });
  const since: Option<Date | undefined> = options.define("since", { type: Date });
  const ports: Option<readonly number[]> = options.define("ports", { type: Number, multiple: true });
  const hosts: Option<readonly string[]> = options.define("hosts", { default: ["a"], multiple: true });
  const home: Option<URL> = options.define("home", {
    type: (text: string) => new URL(text),
    default: new URL("http://a.b"),
  });

  assert.deepEqual(
    [port, name, debug, since, ports, hosts].map(({ value }) => value),
    [8888, undefined, false, undefined, [], ["a"]],
  );
  home.parse("http://c.d/");
  assert.equal(home.value.host, "c.d");
});

for (const [text, ms] of [
  ["45s", 45_000],
  ["1h30m", 5_400_000],
  ["1h 30min", 5_400_000],
  ["2.5d", 216_000_000],
  ["500ms", 500],
  ["-1s", -1000],
] as const) {
  test(`duration() reads ${text} as ${ms} ms`, () => assert.equal(duration(text), ms));
}

for (const text of ["", "45", "45 parsecs", "s", "1h30"]) {
  test(`duration() refuses ${JSON.stringify(text)}`, () => assert.throws(() => duration(text), RangeError));
}

for (const [text, iso] of [
  ["2013-04-28 05:16:07", new Date(2013, 3, 28, 5, 16, 7)],
  ["2013-04-28T05:16", new Date(2013, 3, 28, 5, 16)],
  ["20130428 05:16", new Date(2013, 3, 28, 5, 16)],
  ["20130428", new Date(2013, 3, 28)],
  ["Sun Apr 28 05:16:07 2013", new Date(2013, 3, 28, 5, 16, 7)],
  ["2013-04-28T05:16:07Z", new Date(Date.UTC(2013, 3, 28, 5, 16, 7))],
] as const) {
  test(`a date can be written as ${text}`, () => {
    const date = new OptionParser().define("date", { type: Date });

    date.parse(text);

    assert.equal(date.value?.toISOString(), iso.toISOString());
  });
}

for (const [type, text, message] of [
  [Number, "8k", 'Cannot read option it from its text as it takes a number: current value is "8k"'],
  [Number, "", 'Cannot read option it from its text as it takes a number: current value is ""'],
  [
    Boolean,
    "maybe",
    'Cannot read option it from its text as it takes true or false: current value is "maybe"',
  ],
  [
    Date,
    "2013-02-30",
    'Cannot read option it from its text as it takes a date, such as 2026-11-20 or 2026-11-20T18:30:00Z: current value is "2013-02-30"',
  ],
] as const) {
  test(`an option of type ${type.name} refuses ${JSON.stringify(text)}`, () => {
    const option = new OptionParser().define("it", { type });

    assert.throws(() => option.parse(text), { name: "OptionError", code: "ERR_OPTION", message });
  });
}

test("the value of an option may be the next word, a flag takes none", () => {
  const options = new OptionParser();
  const port = options.define("port", { default: 1 });
  const debug = options.define("debug", { default: false });

  const rest = options.parseCommandLine(["--port", "9000", "-debug", "start", "--port=1"]);

  assert.deepEqual([port.value, debug.value, rest], [9000, true, ["start", "--port=1"]]);
  assert.deepEqual(options.parseCommandLine(["--debug=no", "--", "--port=2"]), ["--port=2"]);
  assert.equal(debug.value, false);
});

for (const [args, message] of [
  [["--prot=1"], "Cannot parse the command line as there is no option --prot: --help shows which there are"],
  [["--port"], "Cannot parse the command line as option --port requires a value: --port=..."],
  [["--port", "--help"], "Cannot parse the command line as option --port requires a value: --port=..."],
] as const) {
  test(`the command line ${args.join(" ")} is refused`, () => {
    const options = new OptionParser();
    options.define("port", { default: 1 });

    assert.throws(() => options.parseCommandLine(args), { name: "OptionError", message });
  });
}

test("parseEnvironment() reads the variables that options name, unless they are empty", () => {
  const options = new OptionParser();
  const port = options.define("port", { default: 1, env: "PORT" });
  const host = options.define("host", { default: "a", env: "HOST" });
  const path = options.define("path", { default: "b" });

  options.parseEnvironment({ PORT: "80", HOST: "", PATH: "/bin", path: "/bin" });

  assert.deepEqual([port.value, host.value, path.value], [80, "a", "b"]);
  assert.throws(() => options.parseEnvironment({ PORT: "x" }), {
    message:
      'Cannot read option port from the environment variable PORT as it takes a number: current value is "x"',
  });
});

test("parseConfigFile() reads a JSON file, and refuses a name that is no option", async (t) => {
  const options = new OptionParser();
  const timeout = options.define("timeout_ms", { type: duration, default: 1 });
  const ports = options.define("ports", { type: Number, multiple: true });

  await options.parseConfigFile(file(t, "good.json", '{ "timeoutMs": "2s", "ports": [1, 2] }'));
  assert.deepEqual([timeout.value, ports.value], [2000, [1, 2]]);

  await assert.rejects(options.parseConfigFile(file(t, "unknown.json", '{ "prots": 1 }')), {
    code: "ERR_OPTION",
    message: /as there is no option prots$/,
  });
  await assert.rejects(options.parseConfigFile(file(t, "wrong.json", '{ "ports": [1, "2"] }')), {
    code: "ERR_OPTION",
    message: /Cannot set option ports as it takes a list, each item a number: current value is 1,2$/,
  });
  await assert.rejects(options.parseConfigFile(file(t, "list.json", "[]")), OptionError);
  await assert.rejects(options.parseConfigFile(file(t, "broken.json", "{")), OptionError);
  await assert.rejects(options.parseConfigFile("nowhere.json"), OptionError);
});

test("parseConfigFile() imports a module, by its exports or its default export", async (t) => {
  const options = new OptionParser();
  const port = options.define("port", { default: 1 });

  await options.parseConfigFile(file(t, "named.mjs", "export const port = 40 + 2; export const other = 1;"));
  assert.equal(port.value, 42);
  await options.parseConfigFile(file(t, "whole.mjs", "export default { port: 43, other: 1 };"));
  assert.equal(port.value, 43);
});

for (const [name, text] of [
  ["app.json", '\ufeff{ "key": "K" }'],
  ["app.mjs", 'export const key = "K";'],
  ["app.cjs", 'module.exports = { key: "K" };'],
] as const) {
  test(`the file ${name} of an option's callback is read when parsing returns`, (t) => {
    const options = new OptionParser();
    const key = options.define("key", { type: String });
    const callback = (path: string) => options.parseConfigFile(path, { final: false });
    options.define("config", { type: String, callback });

    options.parseCommandLine([`--config=${file(t, name, text)}`]);

    assert.equal(key.value, "K");
    assert.throws(
      () => options.parseCommandLine(["--config=none.json"]),
      /none\.json because there is no such file/,
    );
  });
}

test("a callback that returns a promise of later is refused, and so is a parse callback", (t) => {
  const options = new OptionParser();
  options.define("key", { type: String });
  options.define("config", { type: String, callback: (path) => options.parseConfigFile(path) });
  options.define("other", { type: String, callback: async () => Promise.reject(new Error("later")) });
  const later = file(t, "later.mjs", 'export const key = await "K";');

  assert.throws(() => options.parseCommandLine([`--config=${later}`]), {
    code: "ERR_OPTION",
    message: /^Cannot use the callback of option config because it returned a promise/,
  });
  assert.throws(() => options.parseCommandLine(["--other=x"]), { code: "ERR_OPTION" });
  assert.throws(() => options.parseConfigFileSync(later), /because it awaits something/);
  options.addParseCallback(async () => {});
  assert.throws(() => options.parseCommandLine([]), /^OptionError: Cannot use a parse callback because/);
});

test("a configuration file of another kind is answered with the names that it can have", async (t) => {
  const options = new OptionParser();
  for (const name of ["server.cfg", "server.conf", "server.py", "server.yaml", "server"])
    await assert.rejects(options.parseConfigFile(file(t, name, "port = 80")), {
      code: "ERR_OPTION",
      message: /rename it to\n {2}.*server\.json, .*"port".*\n {2}.*server\.mjs, .*export const port/,
    });
});

test("a wrong option of the program itself is one line and exit code 2", (t) => {
  const program = file(
    t,
    "app.mjs",
    `import { parseCommandLine } from "${import.meta.resolve("typhoon/options")}"; parseCommandLine();`,
  );

  const { status, stderr } = spawnSync(process.execPath, [program, "--nope"], { encoding: "utf8" });

  assert.equal(status, 2);
  assert.match(stderr, /^app\.mjs: Cannot parse the command line as there is no option --nope: [^\n]+\n$/);
});

test("helpText() shows groups, defaults and environment, and wraps what is long", () => {
  const options = new OptionParser();
  options.define("port", { default: 8888, help: "port to listen on", metavar: "PORT", env: "PORT" });
  options.define("aVeryLongNameOfAnOptionIndeed", { default: "", help: "short", group: "odd" });
  options.define("long_help", { type: Boolean, group: "odd", help: "word ".repeat(12).trim() });

  const [, ...lines] = options.helpText().split("\n");

  assert.deepEqual(lines, [
    "",
    "Options:",
    "",
    "  --help                           show this help information (default false)",
    "  --port=PORT                      port to listen on (default 8888)",
    "                                   (environment PORT)",
    "",
    "odd options:",
    "",
    "  --a-very-long-name-of-an-option-indeed",
    "                                   short",
    "  --long-help                      word word word word word word word word word",
    "                                   word word word",
    "",
    "",
  ]);
});

test("a default that is not of the type, and a second definition, are mistakes of the program", () => {
  const options = new OptionParser();

  assert.throws(() => options.define("help"), {
    name: "RangeError",
    message: "Cannot define option help as there is one of that name already",
  });
  assert.throws(() => options.define("a", { type: Number, default: Number.NaN }), TypeError);
  assert.throws(() => options.get("nothing"), {
    name: "RangeError",
    message: "Unrecognized option nothing: define it first",
  });
});
