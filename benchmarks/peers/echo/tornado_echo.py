"""python3 tornado_echo.py <echo|lines> <port>. Ends when its standard input does."""

import asyncio
import os
import sys
import threading

import tornado.iostream
import tornado.tcpserver


class EchoServer(tornado.tcpserver.TCPServer):
    async def handle_stream(self, stream, address):
        try:
            while True:
                await stream.write(await stream.read_bytes(65_536, partial=True))
        except tornado.iostream.StreamClosedError:
            pass


class LineServer(tornado.tcpserver.TCPServer):
    async def handle_stream(self, stream, address):
        try:
            while True:
                await stream.write(await stream.read_until(b"\n"))
        except tornado.iostream.StreamClosedError:
            pass


def end_with_the_harness():
    sys.stdin.buffer.read()
    os._exit(0)


async def main(servers, port):
    {"echo": EchoServer, "lines": LineServer}[servers]().listen(port, "127.0.0.1")
    threading.Thread(target=end_with_the_harness, daemon=True).start()
    print("ready", flush=True)
    await asyncio.Event().wait()


asyncio.run(main(sys.argv[1], int(sys.argv[2])))
