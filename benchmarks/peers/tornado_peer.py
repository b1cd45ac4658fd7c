"""Tornado's servers: python3 tornado_peer.py <servers> <port> [tls]. Ends when its standard input does."""

import asyncio
import json as json_module
import os
import ssl
import subprocess
import sys
import tempfile
import threading

import tornado.web


def read_exports(file):
    """What all peers serve, and with which certificate, stands in JavaScript."""
    program = f"import('./{file}').then((all) => console.log(JSON.stringify(all)))"
    here = os.path.dirname(os.path.abspath(__file__))
    return json_module.loads(subprocess.check_output(["node", "-e", program], cwd=here))


SITE = read_exports("site.js")


class MainHandler(tornado.web.RequestHandler):
    def get(self):
        self.write("Hello, world")


class RecordHandler(tornado.web.RequestHandler):
    def get(self):
        self.write(SITE["record"])


class PageHandler(tornado.web.RequestHandler):
    def get(self):
        self.write(SITE["pages"][self.request.path])


class LengthHandler(tornado.web.RequestHandler):
    def post(self):
        self.write(str(len(self.request.body)))


class CommentHandler(tornado.web.RequestHandler):
    def initialize(self, resource):
        self.resource = resource

    def get(self, id, comment):
        self.write(f"{self.resource} {id} {comment}")


def hello(port):
    serve([("/", MainHandler)], port)


def json(port):
    serve([("/record", RecordHandler)], port)


def bodies(port):
    serve([(path, PageHandler) for path in SITE["pages"]] + [("/length", LengthHandler)], port)


def routes(port):
    rules = [
        (rf"/api/{resource}/(\d+)/comments/(\d+)", CommentHandler, {"resource": resource})
        for resource in SITE["resources"]
    ]
    serve(rules, port)


def serve(rules, port):
    tornado.web.Application(rules).listen(port, "127.0.0.1", ssl_options=ssl_options())


def ssl_options():
    """Python takes a certificate from a file only."""
    if sys.argv[3:] != ["tls"]:
        return None
    certificate = read_exports("certificate.js")["certificate"]
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    with tempfile.NamedTemporaryFile("w") as file:
        file.write(certificate["key"] + certificate["cert"])
        file.flush()
        context.load_cert_chain(file.name)
    return context


def end_with_the_harness():
    sys.stdin.buffer.read()
    os._exit(0)


async def main(servers, port):
    {"hello": hello, "json": json, "bodies": bodies, "routes": routes}[servers](port)
    threading.Thread(target=end_with_the_harness, daemon=True).start()
    print("ready", flush=True)
    await asyncio.Event().wait()


asyncio.run(main(sys.argv[1], int(sys.argv[2])))
