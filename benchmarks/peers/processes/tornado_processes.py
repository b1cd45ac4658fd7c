"""python3 tornado_processes.py <port> <processes>. Each process ends when standard input does."""

import asyncio
import os
import sys
import threading

import tornado.httpserver
import tornado.netutil
import tornado.process
import tornado.web

ANSWER = "Hello, world"


def work():
    """A fiftieth of the rounds of work.js, which takes about as long."""
    total = 0
    for i in range(12_000):
        total = (total + i * i) % 1_000_003
    return total


class HelloHandler(tornado.web.RequestHandler):
    def get(self):
        self.write(ANSWER)


class WorkHandler(tornado.web.RequestHandler):
    def get(self):
        if work() >= 0:
            self.write(ANSWER)


def end_with_the_harness():
    sys.stdin.buffer.read()
    os._exit(0)


async def main(sockets, is_last):
    threading.Thread(target=end_with_the_harness, daemon=True).start()
    app = tornado.web.Application([("/", HelloHandler), ("/work", WorkHandler)])
    tornado.httpserver.HTTPServer(app).add_sockets(sockets)
    if is_last:
        print("ready", flush=True)
    await asyncio.Event().wait()


port, count = map(int, sys.argv[1:])
sockets = tornado.netutil.bind_sockets(port, "127.0.0.1")
task = tornado.process.fork_processes(count) if count > 1 else 0
asyncio.run(main(sockets, task == count - 1))
