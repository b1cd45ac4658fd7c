"""Tornado with a ThreadPoolExecutor: python3 tornado_jobs.py jobs <port>. Ends when its standard input does."""

import asyncio
import hashlib
import logging
import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import tornado.web
from tornado.concurrent import run_on_executor


def hash_password(cost):
    # OpenSSL's, as in Node; it lets go of the interpreter lock.
    return hashlib.scrypt(b"correct horse battery staple", salt=b"salt", n=cost, r=8, p=1, dklen=32).hex()


class PlainHandler(tornado.web.RequestHandler):
    def get(self):
        self.write("Hello, world")


class JobHandler(tornado.web.RequestHandler):
    executor = ThreadPoolExecutor(2)

    @run_on_executor
    def hash(self, cost):
        return hash_password(cost)

    async def get(self):
        self.write(await self.hash(int(self.get_query_argument("cost", "8192"))))


def jobs(port):
    logging.disable(logging.CRITICAL)
    tornado.web.Application([("/", PlainHandler), ("/job", JobHandler)]).listen(port, "127.0.0.1")


def end_with_the_harness():
    sys.stdin.buffer.read()
    os._exit(0)


async def main(servers, port):
    {"jobs": jobs}[servers](port)
    threading.Thread(target=end_with_the_harness, daemon=True).start()
    print("ready", flush=True)
    await asyncio.Event().wait()


asyncio.run(main(sys.argv[1], int(sys.argv[2])))
