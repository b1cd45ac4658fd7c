import { createServer } from "node:http";

export const hello = (port) => serve(port);

/** By default it closes a connection that has been idle for 5 s. */
export const idle = (port) => serve(port, { keepAliveTimeout: 75_000 });

function serve(port, options = {}) {
  const server = createServer(options, (_request, response) => {
    response.writeHead(200, { "Content-Type": "text/plain; charset=utf-8", "Content-Length": 12 });
    response.end("Hello, world");
  });
  return new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
}
