// The process with the idle connections: it opens them in small groups, has each answered once, says "open", and keeps
// them until standard input ends; then it says how many the server has closed meanwhile.
import { once } from "node:events";
import { connect } from "node:net";
import { createInterface } from "node:readline";

const groupSize = 100; // Less than the least backlog of a peer.

const [line] = await once(createInterface({ input: process.stdin }), "line");
const { port, connections, request } = JSON.parse(line);
const buffer = Buffer.alloc(4096);
const sockets = [];
let lost = 0;
for (let opened = 0; opened < connections; opened += groupSize) {
  const group = Math.min(groupSize, connections - opened);
  await Promise.all(Array.from({ length: group }, openConnection));
}
console.log("open");
if (!process.stdin.readableEnded) await once(process.stdin.resume(), "end");
console.log(JSON.stringify({ lost }));
for (const socket of sockets) socket.off("close", countLost).destroy();

function openConnection() {
  return new Promise((resolve, reject) => {
    const onread = { buffer, callback: () => resolve() ?? true };
    const socket = connect({ port, host: "127.0.0.1", onread });
    sockets.push(socket);
    socket.once("connect", () => socket.write(request, "latin1"));
    socket.once("error", reject).on("close", countLost);
  });
}

function countLost() {
  lost++;
}
