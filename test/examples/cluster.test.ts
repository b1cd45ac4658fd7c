import assert from "node:assert/strict";
import { request } from "node:http";
import { type TestContext, test } from "node:test";
import { ChildProgram } from "../support/child-program.ts";
import { packageFolder } from "../support/start-program.ts";

test("the processes of the cluster example take turns, one that dies is replaced, and it ends with 0", async (t) => {
  const program = cluster(t);
  const started = [
    await program.stdout.find(/ as process 1, /),
    await program.stdout.find(/ as process 0, /),
  ];
  const port = new URL(started[0]?.split(" ")[2] ?? "").port;
  const pids = started.map((line) => line.split(" ").at(-1));

  const first = (await get(port, "/die")).split(" ")[0];
  await program.stderr.find(/exited with status 1, restarting/);
  await program.stdout.find(new RegExp(`with the pid (?!(?:${pids.join("|")})$)\\d+$`));
  const second = await get(port, "/");
  program.kill("SIGTERM");

  assert.match(second, /^answered by \d+$/);
  assert.notEqual(second.split(" ").at(-1), first);
  assert.equal(await program.exit, 0);
  assert.equal(program.stderr.matching(/exited with status 1, restarting/).length, 1);
});

function cluster(t: TestContext): ChildProgram {
  const env = { PORT: "0", PROCESSES: "2" };
  return new ChildProgram(t, `${packageFolder}/build/examples/cluster/main.js`, { env });
}

function get(port: string, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: "127.0.0.1", port, path, agent: false }, (response) => {
      response.setEncoding("utf8").once("data", resolve);
    });
    outgoing.once("error", reject).end();
  });
}
