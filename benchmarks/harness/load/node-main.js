// The load generator's process. It reads what to do as JSON from standard input, keeps `pipeline` requests under way
// on each connection for `seconds`, and prints what it counted as JSON. With `ca` it speaks TLS, and trusts that authority.
import { connect } from "node:net";
import { performance } from "node:perf_hooks";
import { text } from "node:stream/consumers";
import { connect as connectSecurely } from "node:tls";
import { AnswerCounter } from "./answer-counter.js";
import { LatencyHistogram } from "./latency-histogram.js";

const readBufferSize = 16 * 1024;
const settleMs = 250; // Connecting, and the compiler warming to this program, are not the server's time.

const load = JSON.parse(await text(process.stdin));
const request = Buffer.from(load.request, "latin1");
const latencies = new LatencyHistogram();
const count = { answers: 0, bytes: 0, socketErrors: 0 };
let isCounting = false;
let isOver = false;

const counters = []; // One a connection, those of lost connections included.
const sockets = new Set();
for (let index = 0; index < load.connections; index++) openConnection();

setTimeout(() => {
  isCounting = true;
  const start = { at: performance.now(), cpu: process.cpuUsage() };
  setTimeout(() => finish(start), load.seconds * 1000);
}, settleMs);

function openConnection() {
  const counter = new AnswerCounter(load.status);
  counters.push(counter);
  let sentAt = 0;
  let pending = 0;

  const send = () => {
    pending = load.pipeline;
    sentAt = performance.now();
    socket.write(request);
  };
  const receive = (length, buffer) => {
    const answers = counter.read(buffer, length);
    pending -= answers;
    if (isCounting) {
      count.answers += answers;
      count.bytes += length;
      if (answers > 0) latencies.record(performance.now() - sentAt, answers);
    }
    if (pending < 0) fail(new Error("the server sent more answers than it got requests"));
    if (pending === 0 && !isOver) send();
    return true;
  };
  // One buffer a connection, used again for every read: without `onread` each read would allocate 64 KiB.
  const isSecure = load.ca !== undefined;
  const open = isSecure ? connectSecurely : connect;
  const socket = open({
    host: "127.0.0.1",
    port: load.port,
    ca: load.ca,
    noDelay: true,
    onread: { buffer: Buffer.allocUnsafe(readBufferSize), callback: guarded(receive) },
  });
  sockets.add(socket);
  socket.once(isSecure ? "secureConnect" : "connect", send);
  socket.once("error", () => {}); // "close" follows.
  socket.once("close", () => {
    sockets.delete(socket);
    if (isOver) return;
    count.socketErrors += 1;
    if (count.socketErrors < 1000) setTimeout(openConnection, 10);
    else fail(new Error("the server closed 1000 connections"));
  });
}

function guarded(callback) {
  return (length, buffer) => {
    try {
      return callback(length, buffer);
    } catch (error) {
      return fail(error);
    }
  };
}

function finish(start) {
  const seconds = (performance.now() - start.at) / 1000;
  const { user, system } = process.cpuUsage(start.cpu);
  isCounting = false;
  isOver = true;
  for (const socket of sockets) socket.destroy();
  const result = {
    answers: count.answers,
    seconds,
    answerBytes: count.bytes / count.answers,
    cpuMicroseconds: (user + system) / count.answers,
    latencyMs: latencies.summary(),
    badStatus: counters.reduce((sum, counter) => sum + counter.badStatus, 0),
    socketErrors: count.socketErrors,
  };
  process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit(0));
}

function fail(error) {
  process.stdout.write(`${error.message}\n`, () => process.exit(1));
  return false;
}
