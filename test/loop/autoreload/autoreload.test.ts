import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { test } from "node:test";
import { ChildProgram } from "../../support/child-program.ts";
import { applicationFolder } from "../../support/install.ts";

const server = (word: string) => `
import { Application, RequestHandler } from "typhoon/web";
import { addReloadHook } from "typhoon/autoreload";
import { enablePrettyLogging } from "typhoon/log";
enablePrettyLogging();
console.log("evaluated", process.argv.slice(2).join(" "));
class Main extends RequestHandler { get() { this.write(${JSON.stringify(word)}); } }
const application = new Application([["/", Main]], { autoreload: true, staticPath: import.meta.dirname + "/static", watchdog: false });
const server = await application.listen(Number(process.env.PORT), "127.0.0.1");
process.env.PORT = String(server.port);
addReloadHook(async () => { await null; console.log("hook of ${word}"); });
console.log("${word} listens on " + server.port);
`;

interface Project {
  readonly folder: string;
  put(name: string, text: string): void;
  start(args?: readonly string[], execArgv?: readonly string[]): ChildProgram;
}

function project(t: TestContext, main: string, text: string): Project {
  const folder = applicationFolder(t);
  const put = (name: string, content: string) => writeFileSync(join(folder, name), content);
  put("package.json", '{ "type": "module" }');
  put(main, text);
  return {
    folder,
    put,
    start: (args = [], execArgv = []) =>
      new ChildProgram(t, join(folder, main), { args, execArgv, env: { PORT: "0" } }),
  };
}

async function bodyOf(line: string): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${line.split(" ").at(-1)}/`);
  return await response.text();
}

test("a program is started again when its module is changed, after its hooks, with its arguments", async (t) => {
  const { put, start } = project(t, "main.js", server("one"));
  const program = start(["--level", "2"]);
  assert.equal(await bodyOf(await program.stdout.find(/^one listens/)), "one");

  put("main.js", server("two"));

  assert.equal(await bodyOf(await program.stdout.find(/^two listens/)), "two");
  await program.stderr.find(/main\.js modified; restarting server/);
  const order = program.stdout.all.map((line) => line.replace(/ \d+$/, " N"));
  assert.deepEqual(order.slice(-4), [
    "one listens on N",
    "hook of one",
    "evaluated --level N",
    "two listens on N",
  ]);
});

test("an error of the syntax is shown once, and the program comes back when it is mended", async (t) => {
  const { put, start } = project(t, "main.js", server("one"));
  const program = start();
  await program.stdout.find(/^one listens/);

  put("main.js", "class {");
  await program.stderr.find(/The program ended with code 1/);
  put("main.js", server("two"));

  await program.stdout.find(/^two listens/);
  assert.equal(program.stderr.matching(/SyntaxError/).length, 1);
});

test("a change of a static file counts, one of a text beside the code does not", async (t) => {
  const { put, folder, start } = project(t, "main.js", server("one"));
  mkdirSync(join(folder, "static"));
  const program = start();
  await program.stdout.find(/^one listens/);

  put("notes.txt", "not code");
  put("static/style.css", "b {}");

  await program.stderr.find(/style\.css modified; restarting server/);
  assert.deepEqual(program.stderr.matching(/notes\.txt/), []);
});

test("a program that ends by itself ends with its code", async (t) => {
  const { start } = project(
    t,
    "main.js",
    'import { start } from "typhoon/autoreload"; start(); console.log("once");',
  );

  const program = start();

  assert.equal(await program.exit, 0);
  assert.deepEqual(program.stdout.all, ["once"]);
});

test("wait() keeps a script until a file is changed", async (t) => {
  const script = (word: string) =>
    `import { wait } from "typhoon/autoreload"; console.log("${word}"); await wait(); console.log("never");`;
  const { put, start } = project(t, "main.js", script("one"));
  const program = start();
  await program.stdout.find(/^one/);

  put("main.js", script("two"));

  await program.stdout.find(/^two/);
  assert.deepEqual(program.stdout.matching(/never/), []);
});

test("the program ends with the process that started it", async (t) => {
  const { start } = project(t, "main.js", server("one"));
  const program = start();
  await program.stdout.find(/^one listens/);

  program.kill();

  // Its outputs are the program's too: they close when both are gone.
  await program.exit;
});
