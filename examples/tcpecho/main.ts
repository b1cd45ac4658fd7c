// A server that sends each line back, and a client that tries it: streams of bytes without HTTP.
//
// Run:  node build/examples/tcpecho/main.js
// See:  the client prints "echo: hello"; then talk to the server yourself, with `nc localhost 9000`.
import type { Socket } from "node:net";
import { IOStream, StreamClosedError } from "typhoon/iostream";
import { TCPClient } from "typhoon/tcpclient";
import { TCPServer } from "typhoon/tcpserver";

class EchoServer extends TCPServer {
  override async handleStream(socket: Socket) {
    const stream = IOStream.from(socket);
    try {
      for (;;) await stream.write(await stream.readUntil("\n", { maxBytes: 64 * 1024 }));
    } catch (error) {
      // The client has said all it wanted to say.
      if (!(error instanceof StreamClosedError)) throw error;
    }
  }
}

const server = new EchoServer();
await server.listen(Number(process.env["PORT"] ?? 9000));
console.log(`listening on tcp://localhost:${server.port}/`);

const stream = await new TCPClient().connect("localhost", server.port ?? 0, { timeoutMs: 5000 });
await stream.write("hello\n");
console.log(`echo: ${String(await stream.readUntil("\n")).trim()}`);
stream.close();
