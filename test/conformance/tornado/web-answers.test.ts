import { checkUpstream } from "./upstream.ts";

// Answers: writing, redirections, tags, compression, pages: the names of the tests in tornado/test/web_test.py of Tornado 6.5.

const ownHooks = "web/handler/own-hooks.test.ts";
const modules = "web/handler/ui-modules.test.ts";
const writing = "web/handler/writing.test.ts";
const redirects = "web/handlers/redirect-handler.test.ts";
const codings = "http/httputil/accept-encoding.test.ts";
const compression = "web/handler/content-encoding.test.ts";
const conditional = "web/handler/preconditions.test.ts";
const differential = "conformance/tornado/differential/requests";
const lifecycle = "web/handler/lifecycle.test.ts";
const errors = "web/handler/errors.test.ts";
const slashes = "web/decorators/slashes.test.ts";

checkUpstream({
  "FinalReturnTest.test_finish_method_return_future": [
    ownHooks,
    "a method may return what finish() and render() return",
  ],
  "FinalReturnTest.test_render_method_return_future": [
    ownHooks,
    "a method may return what finish() and render() return",
  ],
  "WSGISafeWebTest.test_uimodule_unescaped": [modules, "a module's HTML goes into the page as it is"],
  "WSGISafeWebTest.test_uimodule_resources": [
    modules,
    "what modules need is put into the page once, each at its place",
  ],
  "WSGISafeWebTest.test_multi_header": [writing, "header fields take text, numbers, bytes and dates"],
  "WSGISafeWebTest.test_redirect": [writing, ") answers "],
  "WSGISafeWebTest.test_web_redirect": [redirects, "RedirectHandler sends "],
  "WSGISafeWebTest.test_web_redirect_double_slash": [redirects, '"/old//evil.example/"'],
  "WSGISafeWebTest.test_header_injection": [writing, "a header field that could begin another is refused"],
  "WSGISafeWebTest.test_set_header": [writing, "header fields take text, numbers, bytes and dates"],
  "WSGISafeWebTest.test_no_gzip": [codings, "codings are ordered by the weights of Accept-Encoding"],
  "NonWSGIWebTests.test_empty_flush": [
    writing,
    "flush() before anything is written sends the header fields alone",
  ],
  "ClearHeaderTest.test_clear_header": [writing, "header fields take text, numbers, bytes and dates"],
  "Header204Test.test_204_headers": [writing, "a response without content says nothing about its type"],
  "Header304Test.test_304_headers": [conditional, "a 304 keeps its Etag and says nothing of content"],
  "StatusReasonTest.test_status": [writing, "setStatus() takes codes that have no phrase"],
  "StatusReasonTest.test_header_injection": [
    writing,
    "setStatus() makes a reason that could do harm Unknown",
  ],
  "StatusReasonTest.test_reason_xss": [writing, "setStatus() makes a reason that could do harm Unknown"],
  "DateHeaderTest.test_date_header": [writing, "a page has Tornado's fields in Tornado's order"],
  "GzipTestCase.test_gzip": [compression, "a text is compressed as the client prefers"],
  "GzipTestCase.test_gzip_static": [differential, '"/static/long.html"'],
  "GzipTestCase.test_gzip_not_requested": [codings, "codings are ordered by the weights of Accept-Encoding"],
  "GzipTestCase.test_vary_already_present": [compression, "Vary is added to what the handler has set, once"],
  "GzipTestCase.test_vary_already_present_multiple": [
    compression,
    "Vary is added to what the handler has set, once",
  ],
  "UIMethodUIModuleTest.test_ui_method": [
    modules,
    "a UI method gets the handler and what the template gives",
  ],
  "FinishInPrepareTest.test_finish_in_prepare": [
    lifecycle,
    "a prepare() that finishes the response is the last of the request's methods",
  ],
  "IncorrectContentLengthTest.test_content_length_too_high": [
    errors,
    "bytes than its Content-Length is seen by the client as failed",
  ],
  "IncorrectContentLengthTest.test_content_length_too_low": [
    errors,
    "bytes than its Content-Length is seen by the client as failed",
  ],
  "FinishExceptionTest.test_finish_exception": [
    lifecycle,
    "Finish ends the request as it stands, with its piece, and is not logged",
  ],
  "DecoratorTest.test_removeslash": [slashes, "removeSlash sends to the path without"],
  "DecoratorTest.test_addslash": [slashes, "addSlash sends to the path with one"],
  "CacheTest.test_wildcard_etag": [conditional, '["*", 304]'],
  "CacheTest.test_strong_etag_match": [conditional, '[`"$'],
  "CacheTest.test_multiple_strong_etag_match": [conditional, '"other", "$'],
  "CacheTest.test_strong_etag_not_match": [conditional, "['\"other\"', 200]"],
  "CacheTest.test_multiple_strong_etag_not_match": [conditional, "['\"other\", *', 200]"],
  "CacheTest.test_weak_etag_match": [conditional, '[`W/"$'],
  "CacheTest.test_multiple_weak_etag_match": [conditional, '"other", "$'],
  "CacheTest.test_weak_etag_not_match": [conditional, "['\"other\"', 200]"],
  "CacheTest.test_multiple_weak_etag_not_match": [conditional, "['\"other\", *', 200]"],
  "RedirectHandlerTest.test_basic_redirect": [redirects, "RedirectHandler sends "],
  "RedirectHandlerTest.test_redirect_with_argument": [redirects, "RedirectHandler sends "],
  "RedirectHandlerTest.test_redirect_with_appending_argument": [redirects, "RedirectHandler sends "],
  "RedirectHandlerTest.test_redirect_pattern": [redirects, "RedirectHandler sends "],
});
