// Servers that send back what they get, as the scenario's other servers are started.
import { nodeServer, tornadoServer, typhoonServer } from "../server-process.js";

const file = (name) => new URL(name, import.meta.url);

export const echoServers = {
  typhoon: typhoonServer(file("typhoon.js"), "TCPServer and IOStream, reading and writing in turn"),
  net: { ...nodeServer(file("net.js"), "echo"), about: "node:net: each chunk is written back" },
  "net-pipe": { ...nodeServer(file("net-pipe.js"), "echo"), about: "node:net: socket.pipe(socket)" },
  tornado: tornadoServer(file("tornado_echo.py"), "Tornado's TCPServer and IOStream"),
};
