// The load of the echo scenario: each connection sends a message, and the next one when all of it has come back. It
// reads what to do as JSON from standard input, and prints what it counted as JSON.
import { connect } from "node:net";
import { performance } from "node:perf_hooks";
import { text } from "node:stream/consumers";

const settleMs = 250; // Connecting, and the compiler warming to this program, are not the server's time.
const { port, connections, bytes, seconds } = JSON.parse(await text(process.stdin));
const message = Buffer.alloc(bytes, "x").fill("\n", bytes - 1);
const count = { messages: 0, errors: 0 };
let isCounting = false;
let isOver = false;
const sockets = Array.from({ length: connections }, open);

setTimeout(() => {
  isCounting = true;
  const startedAt = performance.now();
  setTimeout(() => finish(startedAt), seconds * 1000);
}, settleMs);

function open() {
  let missing = bytes;
  const receive = (length, buffer) => {
    missing -= length;
    if (missing > 0) return true;
    if (missing < 0 || buffer[length - 1] !== 10) return fail();
    if (isCounting) count.messages++;
    missing = bytes;
    if (!isOver) socket.write(message);
    return true;
  };
  const onread = { buffer: Buffer.alloc(65_536), callback: receive };
  const socket = connect({ host: "127.0.0.1", port, noDelay: true, onread }, () => socket.write(message));
  socket.on("error", fail);
  return socket;
}

function fail() {
  if (!isOver) count.errors++;
  return false;
}

function finish(startedAt) {
  isOver = true;
  const elapsed = (performance.now() - startedAt) / 1000;
  for (const socket of sockets) socket.destroy();
  process.stdout.write(JSON.stringify({ ...count, seconds: elapsed }));
}
