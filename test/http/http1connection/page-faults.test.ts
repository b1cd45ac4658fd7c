import assert from "node:assert/strict";
import { connect } from "node:net";
import { test } from "node:test";
import { ChildProgram } from "../../support/child-program.ts";

const bodySize = 65_536;
const pageSize = 4_096;
const bodies = 20;
const request = Buffer.concat([
  Buffer.from(`POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${bodySize}\r\n\r\n`),
  Buffer.alloc(bodySize, "a"),
]);

test("the memory of bodies that are over is used again, and not asked of the system page by page", async (t) => {
  if (!isGlibc()) return t.skip("another C library decides for itself");
  const server = new ChildProgram(t, new URL("../../fixtures/http/page-faults.js", import.meta.url));
  const port = Number((await server.stdout.find(/^port=/)).slice("port=".length));

  const after = async () => Math.max(...(await Promise.all(Array.from({ length: 64 }, () => post(port)))));
  const before = await after();
  const faults = (await after()) - before;

  const pages = (64 * bodies * bodySize) / pageSize;
  assert.ok(faults < pages / 4, `${faults} page faults for ${pages} pages`);
});

/** Sends one body after the other on a connection. @returns the number in the last answer */
function post(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(request));
    let [text, answered] = ["", 0];
    socket.setEncoding("latin1").on("error", reject);
    socket.on("data", (chunk: string) => {
      text += chunk;
      const [, faults] = /faults=(\d+);/.exec(text) ?? [];
      if (faults === undefined) return;
      text = "";
      if (++answered < bodies) socket.write(request);
      else socket.end(() => resolve(Number(faults)));
    });
  });
}

function isGlibc(): boolean {
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
  return process.platform === "linux" && header.glibcVersionRuntime !== undefined;
}
