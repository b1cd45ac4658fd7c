// By path, not as `typhoon/iostream`: this folder has a package.json of its own, so a self reference ends here.
import { IOStream } from "../../../dist/net/iostream/index.js";
import { TCPServer } from "../../../dist/net/tcpserver/index.js";

class EchoServer extends TCPServer {
  async handleStream(socket) {
    const stream = IOStream.from(socket);
    try {
      for (;;) await stream.write(await stream.readBytes(65_536, { partial: true }));
    } catch {
      // The client has gone.
    }
  }
}

class LineServer extends TCPServer {
  async handleStream(socket) {
    const stream = IOStream.from(socket);
    try {
      for (;;) await stream.write(await stream.readUntil("\n"));
    } catch {
      // The client has gone.
    }
  }
}

export const echo = (port) => new EchoServer().listen(port, "127.0.0.1");
export const lines = (port) => new LineServer().listen(port, "127.0.0.1");
