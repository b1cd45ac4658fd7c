import { checkUpstream } from "./upstream.ts";

// Requests: paths, arguments, rules: the names of the tests in tornado/test/web_test.py of Tornado 6.5.

const lifecycle = "web/handler/lifecycle.test.ts";
const differential = "conformance/tornado/differential/requests";
const errors = "web/handler/errors.test.ts";
const arguments_ = "web/handler/arguments.test.ts";
const applications = "web/application/application.test.ts";
const patterns = "web/routing/path-pattern.test.ts";
const locale = "web/handler/user-locale.test.ts";

checkUpstream({
  "RequestEncodingTest.test_group_question_mark": [lifecycle, "positional groups are arguments, decoded"],
  "RequestEncodingTest.test_group_encoding": [
    lifecycle,
    "positional groups are arguments, decoded: %2F becomes a slash and a plus stays",
  ],
  "RequestEncodingTest.test_slashes": [differential, '"a%2Fb"'],
  "RequestEncodingTest.test_error": [errors, "logs it as it stands, percent signs included"],
  "WSGISafeWebTest.test_types": {
    whyNot:
      "it tells bytes from text at each step, which have one place each in JavaScript: Buffer and string",
  },
  "WSGISafeWebTest.test_decode_argument": [
    arguments_,
    "decodeArgument() can be overridden, for arguments and for the path",
  ],
  "WSGISafeWebTest.test_decode_argument_invalid_unicode": [
    arguments_,
    "an argument that is not UTF-8 is a 400 that names it",
  ],
  "WSGISafeWebTest.test_decode_argument_plus": [lifecycle, "%2F becomes a slash and a plus stays"],
  "WSGISafeWebTest.test_reverse_url": [
    applications,
    "reverseUrl() finds names in the application and in handlers",
  ],
  "WSGISafeWebTest.test_optional_path": [
    patterns,
    "PathPattern gives positional groups in order, undefined for one that took no part",
  ],
  "WSGISafeWebTest.test_get_argument": [
    arguments_,
    "control characters become spaces, and white space around is taken off",
  ],
  "WSGISafeWebTest.test_get_query_arguments": [
    arguments_,
    "getQueryArgument() and getBodyArgument() look at one place alone",
  ],
  "WSGISafeWebTest.test_get_body_arguments": [
    arguments_,
    "getQueryArgument() and getBodyArgument() look at one place alone",
  ],
  "GetArgumentErrorTest.test_catch_error": [
    arguments_,
    "MissingArgumentError tells which argument by a field",
  ],
  "PathArgsInPrepareTest.test_pos": [lifecycle, "a request goes through its hooks in order"],
  "PathArgsInPrepareTest.test_kw": [lifecycle, "named groups are one object"],
  "NamedURLSpecGroupsTest.test_named_urlspec_groups": [
    patterns,
    "PathPattern gives named groups in Python's and in JavaScript's notation",
  ],
  "HostMatchingTest.test_host_matching": [
    applications,
    "addHandlers() puts the rules of a host before the others",
  ],
  "DefaultHostMatchingTest.test_default_host_matching": [
    applications,
    "defaultHost lends its rules to direct requests of other hosts",
  ],
  "HandlerByNameTest.test_handler_by_name": {
    whyNot: "a class is imported, and not named by a text: bundlers and the compiler follow imports only",
  },
  "UnimplementedHTTPMethodsTest.test_unimplemented_standard_methods": [
    errors,
    "that a handler does not answer is a 405 that allows what it does",
  ],
  "UnimplementedNonStandardMethodsTest.test_unimplemented_patch": [
    errors,
    "that a handler does not answer is a 405 that allows what it does",
  ],
  "UnimplementedNonStandardMethodsTest.test_unimplemented_other": [
    errors,
    "that a handler does not answer is a 405 that allows what it does",
  ],
  "AllHTTPMethodsTest.test_standard_methods": [lifecycle, "is answered by the method of its name"],
  "PatchMethodTest.test_patch": [lifecycle, "is answered by the method of its name"],
  "PatchMethodTest.test_other": [
    lifecycle,
    "a method that the class adds to supportedMethods is answered by its own name",
  ],
  "Default404Test.test_404": [errors, "a path that no rule matches is a 404, in Tornado's page"],
  "Custom404Test.test_404": [applications, "defaultHandlerClass answers what no rule matches"],
  "DefaultHandlerArgumentsTest.test_403": [applications, "defaultHandlerClass answers what no rule matches"],
  "URLSpecReverseTest.test_reverse": [patterns, "is reversed to"],
  "URLSpecReverseTest.test_non_reversible": [patterns, "cannot be reversed"],
  "URLSpecReverseTest.test_reverse_arguments": [patterns, "is reversed to"],
  "ApplicationTest.test_listen": [
    applications,
    "listen() on a port that is taken rejects with a code and the port",
  ],
  "RequestSummaryTest.test_missing_remote_ip": {
    whyNot: "a request that comes on no connection has the address of whoever made it, never none",
  },
  "AcceptLanguageTest.test_accept_language": [locale, "the locale for Accept-Language"],
  "AcceptLanguageTest.test_accept_language_ignore": [locale, "the locale for Accept-Language"],
  "AcceptLanguageTest.test_accept_language_invalid": [locale, "the locale for Accept-Language"],
});
