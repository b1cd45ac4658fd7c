// Asks the server in this very process once, by a plain socket, prints what all of it has cost, and ends.
import { connect } from "node:net";
import { printCost } from "../cost.js";

export function ask(port) {
  const socket = connect(port, "127.0.0.1", () => socket.write("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"));
  socket.once("data", (bytes) => {
    if (!/^HTTP\/1\.1 200 .*Hello, world/s.test(bytes.toString()))
      throw new Error(`another answer: ${bytes}`);
    printCost();
    process.exit();
  });
}
