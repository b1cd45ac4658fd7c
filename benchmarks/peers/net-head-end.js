// The limit for a server that at least counts requests: it finds the end of every head in the bytes, reads nothing
// in it, and answers a constant per head, joined when several came in one read. For requests without a body.
import { createServer } from "node:net";
import { helloAnswer } from "./constant-answers.js";

export const hello = (port) => serveConstantPerHead(helloAnswer, port);

const headEnd = "\r\n\r\n";

function serveConstantPerHead(answer, port) {
  const server = createServer({ noDelay: true }, (socket) => {
    let rest;
    socket.on("data", (chunk) => {
      const bytes = rest === undefined ? chunk : Buffer.concat([rest, chunk]);
      let start = 0;
      let answers = "";
      for (let end = bytes.indexOf(headEnd); end !== -1; end = bytes.indexOf(headEnd, start)) {
        answers += answer;
        start = end + headEnd.length;
      }
      rest = start === bytes.length ? undefined : bytes.subarray(start);
      if (answers !== "") socket.write(answers, "latin1");
    });
    socket.on("error", () => socket.destroy());
  });
  return new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
}
