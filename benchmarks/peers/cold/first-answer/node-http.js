import { createServer } from "node:http";
import { ask } from "./ask.js";

const server = createServer((_request, response) => response.end("Hello, world"));
server.listen(0, "127.0.0.1", () => ask(server.address().port));
