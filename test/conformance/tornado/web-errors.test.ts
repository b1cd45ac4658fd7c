import { checkUpstream } from "./upstream.ts";

// Errors: the names of the tests in tornado/test/web_test.py of Tornado 6.5.

const errors = "web/handler/errors.test.ts";
const xsrf = "web/handler/xsrf.test.ts";
const ownHooks = "web/handler/own-hooks.test.ts";

checkUpstream({
  "ErrorResponseTest.test_default": [errors, "what nobody expected is a 500, and the log has its stack"],
  "ErrorResponseTest.test_write_error": [errors, "writeError() writes a page of one's own, at once or later"],
  "ErrorResponseTest.test_failed_write_error": [errors, "leaves the client with the status and no page"],
  "RaiseWithReasonTest.test_raise_with_reason": [errors, "HTTPError's reason and fields are sent"],
  "RaiseWithReasonTest.test_httperror_str": [errors, "HTTPError says status, reason and detail in one line"],
  "RaiseWithReasonTest.test_httperror_str_from_httputil": [
    errors,
    "HTTPError says status, reason and detail in one line",
  ],
  "ErrorHandlerXSRFTest.test_error_xsrf": [xsrf, "and an error page tells its own status"],
  "ErrorHandlerXSRFTest.test_404_xsrf": [xsrf, "and an error page tells its own status"],
  "ExceptionHandlerTest.test_http_error": [errors, "HTTPError with a message logs it as it stands"],
  "ExceptionHandlerTest.test_unknown_error": [
    errors,
    "what nobody expected is a 500, and the log has its stack",
  ],
  "ExceptionHandlerTest.test_known_error": [
    ownHooks,
    "logException() may log an error of its own kind in its own way",
  ],
  "BuggyLoggingTest.test_buggy_log_exception": [errors, "does not keep the client from its answer"],
  "HTTPErrorTest.test_copy": {
    whyNot:
      "an error of JavaScript is not copied by a protocol of its own; across threads it is, with its class",
  },
});
