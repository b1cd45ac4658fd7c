// The upper limit for anything in JavaScript on node:net: one read event, one write, nothing looked at. It is not a
// server (two requests in one read get one answer) and only tells how much of the time is not ours to save.
import { createServer } from "node:net";
import { helloAnswer } from "./constant-answers.js";

export const hello = (port) => serveConstant(helloAnswer, port);
export const idle = hello;

function serveConstant(answer, port) {
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on("data", () => socket.write(answer, "latin1"));
    socket.on("error", () => socket.destroy());
  });
  return new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
}
