"""Tornado's servers: python3 tornado_peer.py <servers> <port>. Ends when its standard input does."""

import asyncio
import os
import sys
import threading

import tornado.web


class MainHandler(tornado.web.RequestHandler):
    def get(self):
        self.write("Hello, world")


def hello(port):
    tornado.web.Application([("/", MainHandler)]).listen(port, "127.0.0.1")


def end_with_the_harness():
    sys.stdin.buffer.read()
    os._exit(0)


async def main(servers, port):
    {"hello": hello}[servers](port)
    threading.Thread(target=end_with_the_harness, daemon=True).start()
    print("ready", flush=True)
    await asyncio.Event().wait()


asyncio.run(main(sys.argv[1], int(sys.argv[2])))
