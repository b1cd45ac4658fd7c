import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { test } from "node:test";
import { bindUnusedPort } from "typhoon/testing";
import { ChildProgram, type ChildProgramOptions } from "../../support/child-program.ts";
import { applicationFolder } from "../../support/install.ts";
import { newerNode, withoutNewerNode } from "../../support/newer-node.ts";

const server = (word: string) => `
import { Application, RequestHandler } from "typhoon/web";
import { addReloadHook } from "typhoon/autoreload";
import { enablePrettyLogging } from "typhoon/log";
enablePrettyLogging();
console.log("evaluated", process.argv.slice(2).join(" "));
class Main extends RequestHandler { get() { this.write(${JSON.stringify(word)}); } }
const application = new Application([["/", Main]], {
  autoreload: true,
  staticPath: import.meta.dirname + "/static",
  templatePath: new URL("templates/", import.meta.url),
  watchdog: false,
});
const server = await application.listen(Number(process.env.PORT), "127.0.0.1");
process.env.PORT = String(server.port);
addReloadHook(async () => { await null; console.log("hook of ${word}"); });
console.log("${word} listens on " + server.port);
`;

interface Project {
  readonly folder: string;
  put(name: string, text: string): void;
  start(options?: ChildProgramOptions): ChildProgram;
}

function project(t: TestContext, main: string, text: string): Project {
  const folder = applicationFolder(t, ["tsx"]);
  const put = (name: string, content: string) => writeFileSync(join(folder, name), content);
  put("package.json", '{ "type": "module" }');
  put(main, text);
  return {
    folder,
    put,
    start: (options = {}) => new ChildProgram(t, join(folder, main), { env: { PORT: "0" }, ...options }),
  };
}

async function bodyOf(line: string): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${line.split(" ").at(-1)}/`);
  return await response.text();
}

test("a program is started again when its module is changed, after its hooks, with its arguments", async (t) => {
  const { put, start } = project(t, "main.js", server("one"));
  const program = start({ args: ["--level", "2"] });
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

test("a program that has listened before has its ports in the process that runs it", async (t) => {
  const { start } = project(
    t,
    "main.js",
    `import { once } from "node:events";
     import { createServer } from "node:http";
     import { Application } from "typhoon/web";
     const metrics = createServer((_, response) => response.end("metrics")).listen(Number(process.env.METRICS), "127.0.0.1");
     await once(metrics, "listening");
     const admin = await new Application([]).listen(Number(process.env.ADMIN), "127.0.0.1");
     const server = await new Application([], { debug: true }).listen(0, "127.0.0.1");
     console.log(\`all listen: \${metrics.listening} \${admin.port} on \${metrics.address().port}\`);`,
  );
  const [metrics, admin] = [await freePort(), await freePort()];

  const program = start({ env: { METRICS: String(metrics), ADMIN: String(admin) } });

  const said = await program.stdout.find(/^all listen/);
  assert.equal(said, `all listen: true ${admin} on ${metrics}`);
  assert.equal(await bodyOf(said), "metrics");
  assert.deepEqual(program.stderr.all, []);
});

/** One that is free at the moment, and stays so unless another program takes it. */
async function freePort(): Promise<number> {
  const { socket, port } = await bindUnusedPort();
  socket.close();
  return port;
}

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

const typescript = (word: string) =>
  server(word).replace("const server =", "const server: { readonly port?: number } =");
const ways: readonly (readonly [name: string, skip: string | false, options: ChildProgramOptions])[] = [
  ["with tsx", false, { execArgv: ["--import", "tsx"] }],
  ["on a Node that strips types", withoutNewerNode, { node: newerNode }],
];
for (const [name, skip, options] of ways) {
  test(`from source ${name}, a program comes back on its port when an error of the syntax is mended`, {
    skip,
  }, async (t) => {
    const { put, start } = project(t, "main.ts", typescript("one"));
    const { socket, port } = await bindUnusedPort();
    socket.close();
    const program = start({ ...options, env: { PORT: String(port) } });
    await program.stdout.find(/^one listens/);

    put("main.ts", "const wrong: number = = 1;");
    await program.stderr.find(/The program ended with code 1/);
    put("main.ts", typescript("two"));

    const line = await program.stdout.find(/^two listens/);
    assert.equal(line, `two listens on ${port}`);
    assert.equal(await bodyOf(line), "two");
    assert.equal(program.stderr.matching(/Unexpected "="|Expression expected/).length, 1);
  });
}

test("changes of templates, in a folder named by a URL, and of static files count; one of a text beside the code does not", async (t) => {
  const { put, folder, start } = project(t, "main.js", server("one"));
  for (const name of ["templates", "static"]) mkdirSync(join(folder, name));
  const program = start();
  await program.stdout.find(/^one listens/);

  put("templates/page.html", "<p>");
  await program.stderr.find(/page\.html modified; restarting server/);
  put("main.js", server("two"));
  await program.stdout.find(/^two listens/);
  put("notes.txt", "not code");
  put("static/style.css", "b {}");
  await program.stderr.find(/style\.css modified; restarting server/);

  assert.deepEqual(program.stderr.matching(/notes\.txt/), []);
});

test("a program whose watcher cannot be loaded says what is missing, and ends", async (t) => {
  const { folder, start } = project(
    t,
    "main.js",
    'import { start } from "typhoon/autoreload"; start(); console.log("never");',
  );
  rmSync(join(folder, "node_modules/chokidar"), { recursive: true });

  const program = start();

  assert.equal(await program.exit, 1);
  assert.match(
    program.stderr.all[0] ?? "",
    /^Cannot watch the program's files: .*Cannot find package 'chokidar'/,
  );
  assert.deepEqual(program.stdout.all, []);
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
