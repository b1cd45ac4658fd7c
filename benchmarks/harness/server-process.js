import { createServer } from "node:net";
import { startChild, stopChild } from "./children.js";

const startTimeoutMs = 15_000;

/** Starts a server on a free port, by the command for that port, and resolves once it says that it listens. */
export async function startServer(commandFor, cpu) {
  const port = await findFreePort();
  const child = startChild(commandFor(port), { cpu });
  try {
    await saysReady(child);
  } catch (error) {
    await stopChild(child);
    throw error;
  }
  return { port, pid: child.pid, stop: () => stopChild(child) };
}

function saysReady(child) {
  return new Promise((resolve, reject) => {
    const late = setTimeout(
      () => reject(new Error(`the server did not listen within ${startTimeoutMs} ms`)),
      startTimeoutMs,
    );
    const settle = (done, value) => {
      clearTimeout(late);
      done(value);
    };
    child.stdout.on("data", (text) => String(text).includes("ready") && settle(resolve));
    child.once("error", (error) => settle(reject, error));
    child.once("exit", (code, signal) => {
      settle(reject, new Error(`the server ended before it listened, with ${signal ?? `status ${code}`}`));
    });
  });
}

function findFreePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
