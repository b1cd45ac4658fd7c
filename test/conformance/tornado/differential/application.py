"""The application of the differential test on Tornado; application.ts is the same on Typhoon.

`python3 application.py FOLDER` listens on a free port of the loopback address, says which one, and ends with its
standard input.
"""

import asyncio
import json
import logging
import os
import sys
import threading

import tornado.escape
import tornado.locale
import tornado.web
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.routing import HostMatches, Rule, RuleRouter
from tornado.web import (
    Application,
    ErrorHandler,
    Finish,
    HTTPError,
    RedirectHandler,
    StaticFileHandler,
    UIModule,
    addslash,
    authenticated,
    removeslash,
    stream_request_body,
    url,
)


class Handler(tornado.web.RequestHandler):
    def show(self, value):
        self.set_header("Content-Type", "text/plain")
        self.write(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


# What came in.


class Echo(Handler):
    def show_request(self):
        request = self.request
        self.show(
            [
                [request.method, request.uri, request.path, request.query],
                [request.protocol, request.host, request.host_name, request.remote_ip, request.version],
                [[name, self.get_arguments(name)] for name in request.arguments],
                [[name, morsel.value] for name, morsel in request.cookies.items()],
                [
                    [name, file.filename, file.content_type, file.body.decode("latin1")]
                    for name, files in request.files.items()
                    for file in files
                ],
                request.body.decode("latin1"),
                request.full_url(),
            ]
        )

    get = post = put = patch = delete = options = show_request

    def head(self):
        self.show_request()


class PathEcho(Handler):
    def get(self, *args, **kwargs):
        self.show([list(args), sorted([name, value] for name, value in kwargs.items())])


class Argument(Handler):
    def answer(self, way):
        name = self.get_query_argument("name")
        if way == "required":
            self.show(self.get_argument(name))
        elif way == "default":
            self.show(self.get_argument(name, "none"))
        elif way == "unstripped":
            self.show(self.get_argument(name, strip=False))
        elif way == "all":
            self.show(self.get_arguments(name))
        elif way == "query":
            self.show([self.get_query_argument(name, None), self.get_query_arguments(name)])
        elif way == "body":
            self.show([self.get_body_argument(name, None), self.get_body_arguments(name)])

    get = post = answer


class RequestHeader(Handler):
    def get(self, name):
        self.show([self.request.headers.get(name), self.request.headers.get_list(name)])


@stream_request_body
class Upload(Handler):
    def prepare(self):
        self.pieces = []

    def data_received(self, chunk):
        self.pieces.append(chunk)

    def receive(self):
        self.show(b"".join(self.pieces).decode("latin1"))

    post = put = receive


# What goes out.


class Ping(Handler):
    def get(self):
        self.write("pong")


class Status(Handler):
    def get(self, code):
        self.set_status(int(code), self.get_argument("reason", None))
        self.write(self.get_argument("body", ""))


class SetHeader(Handler):
    def get(self):
        name, value = self.get_argument("name"), self.get_argument("value", strip=False)
        try:
            self.set_header(name, value)
            if self.get_argument("again", None) is not None:
                self.add_header(name, self.get_argument("again"))
        except ValueError:
            self.write("refused")


class ClearHeader(Handler):
    def get(self, name):
        self.set_header("X-Own", "1")
        self.clear_header(name)
        self.write("cleared")


class Redirect(Handler):
    def get(self):
        status = self.get_argument("status", None)
        permanent = self.get_argument("permanent", "") == "yes"
        self.redirect(self.get_argument("to"), permanent=permanent, status=status and int(status))


class Write(Handler):
    def get(self, kind):
        if kind == "text":
            self.write("text")
        elif kind == "bytes":
            self.write(b"\x00\xffbytes")
        elif kind == "unicode":
            self.write("naïve café €")
        elif kind == "pieces":
            self.write("one")
            self.write(b"two")
            self.write("three")
        elif kind == "object":
            self.write({"name": "value"})
        elif kind == "script":
            self.write({"html": "</script>"})
        elif kind == "list":
            self.write(["a"])
        elif kind == "number":
            self.write(7)
        elif kind == "none":
            self.write(None)
        elif kind == "after-finish":
            self.finish("first")
            self.write("second")
        elif kind == "finish-twice":
            self.finish("first")
            self.finish("second")
        elif kind == "length":
            self.set_header("Content-Length", 4)
            self.write("four")
        elif kind == "cleared":
            self.set_header("X-Own", "1")
            self.set_cookie("kept", "1")
            self.set_status(404)
            self.write("gone")
            self.clear()


class HeadToo(Write):
    head = Write.get


class Stream(Handler):
    async def get(self, count):
        for index in range(int(count)):
            self.write("piece %d\n" % index)
            await self.flush()

    head = get


class StreamEnds(Handler):
    async def get(self, kind):
        if kind == "short":
            self.set_header("Content-Length", 10)
            self.write("four")
            await self.flush()
        elif kind == "exact":
            self.set_header("Content-Length", 8)
            self.write("four")
            await self.flush()
            self.write("more")
        elif kind == "empty":
            await self.flush()
        elif kind == "late-error":
            self.write("begun")
            await self.flush()
            raise HTTPError(500)
        elif kind == "late-finish":
            self.write("begun")
            await self.flush()
            raise Finish()


class Etag(Handler):
    def get(self, kind):
        if kind == "own":
            self.set_header("Etag", '"own"')
        elif kind == "weak":
            self.set_header("Etag", 'W/"weak"')
        elif kind == "error":
            self.set_status(404)
        if kind != "empty":
            self.write("content")

    def compute_etag(self):
        return None if "none" in self.request.path else super().compute_etag()

    head = post = get


# Errors.


class Raise(Handler):
    def get(self, code):
        raise HTTPError(int(code), "a %s message", "own", reason=self.get_argument("reason", None))

    post = get


class Errors(Handler):
    def prepare(self):
        if self.path_args[0] == "prepare":
            raise HTTPError(401)
        if self.path_args[0] == "prepare-finish":
            self.finish("prepared")

    def get(self, kind):
        if kind == "uncaught":
            raise ZeroDivisionError("by zero")
        elif kind == "finish":
            raise Finish()
        elif kind == "finish-chunk":
            self.set_status(402)
            self.write("first ")
            raise Finish("second")
        elif kind == "finish-object":
            raise Finish({"a": "b"})
        elif kind == "send-error":
            self.send_error(418)
        elif kind == "send-error-reason":
            self.send_error(400, reason="Own <reason>")
        elif kind == "after-write":
            self.write("never seen")
            self.set_header("X-Own", "1")
            self.set_cookie("kept", "1")
            raise HTTPError(403)
        elif kind == "argument":
            self.get_argument("missing")
        elif kind == "no-content":
            self.set_status(204)
            self.write("content")
        elif kind == "not-modified":
            self.set_status(304)
            self.write("content")
        elif kind == "return":
            self.write("written")


class OwnPage(Handler):
    def get(self, code):
        raise HTTPError(int(code))

    def write_error(self, status_code, **kwargs):
        self.write("own page for %d: %s" % (status_code, self._reason))


class BrokenPage(Handler):
    def get(self):
        raise HTTPError(403)

    def write_error(self, status_code, **kwargs):
        raise ValueError("in write_error")


class OnlyGet(Handler):
    def get(self):
        self.write("got")


class OwnMethod(Handler):
    SUPPORTED_METHODS = Handler.SUPPORTED_METHODS + ("PROPFIND",)

    def propfind(self):
        self.write("found")


# Cookies, users, slashes.


class SetCookie(Handler):
    def get(self):
        kwargs = {
            name: self.get_argument(name)
            for name in ("domain", "path", "samesite")
            if name in self.request.arguments
        }
        for name in ("httponly", "secure"):
            if name in self.request.arguments:
                kwargs[name] = True
        if "max_age" in self.request.arguments:
            kwargs["max_age"] = int(self.get_argument("max_age"))
        if "expires_days" in self.request.arguments:
            kwargs["expires_days"] = int(self.get_argument("expires_days"))
        if "expires" in self.request.arguments:
            kwargs["expires"] = int(self.get_argument("expires"))
        try:
            self.set_cookie(self.get_argument("name"), self.get_argument("value", strip=False), **kwargs)
        except Exception:
            self.write("refused")


class ManyCookies(Handler):
    def get(self):
        self.set_cookie("first", "1", httponly=True)
        self.set_cookie("second", "2")
        self.set_cookie("first", "3")


class GetCookies(Handler):
    def get(self):
        self.show([[name, self.get_cookie(name)] for name in self.request.cookies])


class ClearCookies(Handler):
    def get(self, which):
        if which == "one":
            self.clear_cookie("one")
        elif which == "one-of-site":
            self.clear_cookie("one", path="/deep", domain="example.com")
        else:
            self.clear_all_cookies()


class SetSigned(Handler):
    def get(self, version):
        self.set_secure_cookie(self.get_argument("name"), self.get_argument("value"), version=int(version))


class GetSigned(Handler):
    def get(self, min_version):
        name = self.get_argument("name")
        value = self.get_secure_cookie(name, min_version=int(min_version))
        self.show([None if value is None else value.decode("utf-8"), self.get_secure_cookie_key_version(name)])


class Private(Handler):
    def get_current_user(self):
        return self.get_argument("user", None)

    @authenticated
    def get(self):
        self.show(["hello", self.current_user])

    head = post = get


class PrivateElsewhere(Private):
    def get_login_url(self):
        return "https://login.example/in"


class PrivateWithQuery(Private):
    def get_login_url(self):
        return "/login?from=here"


class WithSlash(Handler):
    @addslash
    def get(self):
        self.write("slash")

    head = post = get


class WithoutSlash(Handler):
    @removeslash
    def get(self):
        self.write("no slash")

    head = post = get


class Form(Handler):
    def get(self):
        self.write(self.xsrf_form_html())

    def token(self):
        self.show("accepted")

    post = put = delete = token


# Pages and texts.


class Entry(UIModule):
    def render(self, title):
        return "<b>%s</b>" % title

    def embedded_javascript(self):
        return "entry();"

    def javascript_files(self):
        return "/entry.js"

    def embedded_css(self):
        return "b { color: red }"

    def css_files(self):
        return ["/entry.css", "/other.css"]

    def html_head(self):
        return "<meta name=entry>"

    def html_body(self):
        return "<footer>entry</footer>"


def shout(handler, text):
    return text.upper() + "!"


class Render(Handler):
    def get(self, template):
        self.render(
            template,
            title="A <title> & 'more'",
            items=["one", "two & a half", "<three>"],
            count=3,
            nothing=[],
            yes=True,
            no=False,
            wrap=lambda text: "[%s]" % tornado.escape.to_unicode(text),
            xhtml_escape=tornado.escape.xhtml_escape,
            name=self.get_argument("name", "none"),
        )


class Escape(Handler):
    def get(self, function):
        text = self.get_argument("text", strip=False)
        self.show(functions[function](text))


functions = {
    "xhtml_escape": tornado.escape.xhtml_escape,
    "xhtml_unescape": tornado.escape.xhtml_unescape,
    "url_escape": tornado.escape.url_escape,
    "url_escape_path": lambda text: tornado.escape.url_escape(text, plus=False),
    "url_unescape": tornado.escape.url_unescape,
    "url_unescape_path": lambda text: tornado.escape.url_unescape(text, plus=False),
    "squeeze": tornado.escape.squeeze,
    "linkify": tornado.escape.linkify,
    "linkify_short": lambda text: tornado.escape.linkify(text, shorten=True),
    "linkify_protocol": lambda text: tornado.escape.linkify(text, require_protocol=True),
}


class Language(Handler):
    def get(self):
        self.show([self.locale.code, self.locale.translate("hello"), self.locale.list(["a", "b", "c"])])


class StaticUrl(Handler):
    def get(self):
        path = self.get_argument("path")
        self.show([self.static_url(path, include_version=False), self.static_url(path, include_host=True)])


class ReverseUrl(Handler):
    def get(self):
        self.show([self.reverse_url("pair", self.get_argument("one"), self.get_argument("two"))])


class Long(Handler):
    def get(self, length):
        self.set_header("Content-Type", self.get_argument("type", "text/plain"))
        for name in ("Vary", "Content-Encoding"):
            if name in self.request.arguments:
                self.set_header(name, self.get_argument(name))
        self.write("a" * int(length))

    head = get


class NotFound(Handler):
    def prepare(self):
        self.set_status(404)
        self.finish("nothing here")


def rules(folder):
    return [
        ("/ping", Ping),
        ("/echo", Echo),
        ("/path/(.*)", PathEcho),
        url("/pair/([^/]*)/([^/]*)", PathEcho, name="pair"),
        ("/named/(?P<first>[^/]*)/(?P<second>[^/]*)", PathEcho),
        ("/optional/(a)?(b)?", PathEcho),
        ("/argument/(.*)", Argument),
        ("/header/(.*)", RequestHeader),
        ("/upload", Upload),
        ("/status/([0-9]+)", Status),
        ("/set-header", SetHeader),
        ("/clear-header/(.*)", ClearHeader),
        ("/redirect", Redirect),
        ("/write/(.*)", Write),
        ("/head/(.*)", HeadToo),
        ("/stream/([0-9]+)", Stream),
        ("/stream/(.*)", StreamEnds),
        ("/etag/(.*)", Etag),
        ("/raise/([0-9]+)", Raise),
        ("/error/(.*)", Errors),
        ("/own-page/([0-9]+)", OwnPage),
        ("/broken-page", BrokenPage),
        ("/only-get", OnlyGet),
        ("/own-method", OwnMethod),
        ("/cookie/set", SetCookie),
        ("/cookie/many", ManyCookies),
        ("/cookie/get", GetCookies),
        ("/cookie/clear/(.*)", ClearCookies),
        ("/signed/set/([12])", SetSigned),
        ("/signed/get/([12])", GetSigned),
        ("/private", Private),
        ("/private/elsewhere", PrivateElsewhere),
        ("/private/query", PrivateWithQuery),
        ("/slash/?", WithSlash),
        ("/no-slash/?", WithoutSlash),
        ("/form", Form),
        ("/render/(.*)", Render),
        ("/escape/(.*)", Escape),
        ("/language", Language),
        ("/static-url", StaticUrl),
        ("/reverse-url", ReverseUrl),
        ("/long/([0-9]+)", Long),
        ("/old/(.*)", RedirectHandler, {"url": "/new/{0}"}),
        ("/moved", RedirectHandler, {"url": "/new?kept=1", "permanent": False}),
        ("/swap/(?P<one>[^/]+)/(?P<two>[^/]+)", RedirectHandler, {"url": "/{two}/{one}"}),
        ("/gone", ErrorHandler, {"status_code": 410}),
        (
            "/files/(.*)",
            StaticFileHandler,
            {"path": os.path.join(folder, "static"), "default_filename": "index.html"},
        ),
    ]


def application(folder, **settings):
    return Application(
        rules(folder),
        **{
            "cookie_secret": "a long random secret",
            "login_url": "/login",
            "static_path": os.path.join(folder, "static"),
            "template_path": os.path.join(folder, "templates"),
            "ui_modules": {"Entry": Entry},
            "ui_methods": {"shout": shout},
            **settings,
        }
    )


async def main(folder):
    tornado.locale.load_translations(os.path.join(folder, "translations"), "utf-8")
    keys = {1: "the first key", 2: "the second key"}
    applications = {
        "xsrf.test": application(folder, xsrf_cookies=True),
        "xsrf1.test": application(folder, xsrf_cookies=True, xsrf_cookie_version=1),
        "xsrf-own.test": application(
            folder,
            xsrf_cookies=True,
            xsrf_cookie_name="own",
            xsrf_cookie_kwargs={"httponly": True, "samesite": "Strict"},
        ),
        "gzip.test": application(folder, compress_response=True),
        "traceback.test": application(folder, serve_traceback=True),
        "old-key.test": application(folder, cookie_secret=keys, key_version=1),
        "new-key.test": application(folder, cookie_secret=keys, key_version=2),
        "lost-key.test": application(folder, cookie_secret={2: keys[2]}, key_version=2),
        "unmatched.test": application(folder, default_handler_class=NotFound),
    }
    router = RuleRouter(
        [Rule(HostMatches(host), app) for host, app in applications.items()]
        + [Rule(HostMatches(".*"), application(folder))]
    )
    server = HTTPServer(router)
    sockets = bind_sockets(0, "127.0.0.1")
    server.add_sockets(sockets)
    print(sockets[0].getsockname()[1], flush=True)
    await asyncio.Event().wait()


def end_with_input():
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    threading.Thread(target=end_with_input, daemon=True).start()
    asyncio.run(main(sys.argv[1]))
