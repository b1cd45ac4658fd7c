// What node:net gives by itself: each chunk goes back as it came.
import { createServer } from "node:net";

export function echo(port) {
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on("data", (chunk) => socket.write(chunk));
    socket.on("error", () => socket.destroy());
  });
  return new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
}
