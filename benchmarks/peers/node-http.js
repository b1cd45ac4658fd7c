import { createServer } from "node:http";

export function hello(port) {
  const server = createServer((_request, response) => {
    response.writeHead(200, { "Content-Type": "text/plain; charset=utf-8", "Content-Length": 12 });
    response.end("Hello, world");
  });
  return new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
}
