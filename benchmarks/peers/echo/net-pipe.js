// The same with backpressure, as a stream that is piped into itself.
import { createServer } from "node:net";

export function echo(port) {
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on("error", () => socket.destroy());
    socket.pipe(socket);
  });
  return new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
}
