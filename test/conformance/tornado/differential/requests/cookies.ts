import { type Ask, withField } from "./ask.ts";

const values = [
  "plain",
  "",
  "a%22b",
  "a%5Cb",
  "a,b",
  "a%3Bb",
  "a/b=c",
  "(a)[b]{c}",
  "%C3%A9",
  "a%20b",
  "a%09b",
  "a%0D%0Ab",
  "a%7Fb",
  "!%23$%25%26'*%2B-.%5E_%60%7C~:",
];
const names = [
  "a",
  "a.b",
  "a%20b",
  "a%3Bb",
  "a=b",
  "",
  "%C3%A9",
  "Path",
  "expires",
  "a:b",
  "a/b",
  "__Host-a",
];
const attributes = [
  "domain=example.com",
  "path=/deep",
  "path=",
  "path=/a%3Bb",
  "domain=a%3B%20b",
  "samesite=Lax",
  "samesite=Strict",
  "httponly=1",
  "secure=1",
  "max_age=5",
  "max_age=0",
  "max_age=-5",
  "expires_days=1",
  "expires_days=0",
  "expires=0",
  "expires=1300000000",
  "expires=1300000000&expires_days=5",
  "domain=x.com&path=/&samesite=None&httponly=1&secure=1&max_age=5&expires_days=1",
];

const sent = [
  "a=1",
  "a=1; b=2",
  "a=1;b=2",
  "a=1; a=2",
  "a",
  "a=",
  "=a",
  "a=b=c",
  'a="b"',
  'a="b;c"',
  'a="b\\054c"',
  'a="b\\"c\\\\d"',
  'a="\\351"',
  'a="',
  'a="b',
  'a=b"',
  "a=\xc3\xa9",
  "a=\xe9",
  "/=1; b=2",
  "Path=/; b=2",
  "a b=1; c=2",
  "a=b c",
  "a = b",
  ";;; a=1;;",
  "a=%20",
  "$Version=1; a=1",
  "a=1, b=2",
  "__proto__=1",
  "expires=Wed, 21 Oct 2015 07:28:00 GMT; b=2",
];

/** Cookies that are set, sent and cleared. */
export const cookieRequests: readonly Ask[] = [
  ...values.map((value): Ask => [`GET /cookie/set?name=a&value=${value}`]),
  ...names.map((name): Ask => [`GET /cookie/set?name=${name}&value=1`]),
  ...attributes.map((query): Ask => [`GET /cookie/set?name=a&value=1&${query}`]),
  ["GET /cookie/many"],
  ...withField("GET /cookie/get", "Cookie", sent),
  ["GET /cookie/get", { Cookie: "a=1", cookie: "b=2" }],
  ["GET /cookie/get"],
  ["GET /cookie/clear/one"],
  ["GET /cookie/clear/one-of-site"],
  ...withField("GET /cookie/clear/all", "Cookie", ["a=1; b=2", "a=1; a=2", ""]),
];

/** Who is let in. */
export const userRequests: readonly Ask[] = [
  ...["GET", "HEAD", "POST"].flatMap((method): Ask[] => [
    [`${method} /private`],
    [`${method} /private?user=ann`],
    [`${method} /private?a=b%20c`],
    [`${method} /private/elsewhere`],
    [`${method} /private/query`],
  ]),
  ["GET /private?user="],
  ["GET /private?%C3%A9=1"],
  ["GET //private"],
];

const token = "2|d1e82396|ce160000000000000000000000008c8d|1795167014";
const sameToken = "2|00000000|1ffe2396d1e82396d1e82396d1e8af1b|1795167014";
const form = { "Content-Type": "application/x-www-form-urlencoded" };

/** Tokens against requests from other sites. */
export const xsrfRequests: readonly Ask[] = ["xsrf.test", "xsrf1.test"].flatMap((Host): Ask[] => [
  ["GET /form", { Host }],
  ["GET /form", { Host, Cookie: "_xsrf=6162636465" }],
  ["GET /form", { Host, Cookie: `_xsrf=${token}` }],
  ["GET /form", { Host, Cookie: "_xsrf=3|unknown" }],
  ["POST /form", { Host }, ""],
  ["POST /form", { Host, Cookie: `_xsrf=${token}` }, ""],
  ["POST /form", { Host, Cookie: `_xsrf=${token}`, "X-Xsrftoken": token }, ""],
  ["POST /form", { Host, Cookie: `_xsrf=${token}`, "X-Csrftoken": sameToken }, ""],
  ["POST /form", { Host, ...form, Cookie: `_xsrf=${token}` }, `_xsrf=${encodeURIComponent(sameToken)}`],
  ["POST /form?_xsrf=6162", { Host, Cookie: "_xsrf=6162" }, ""],
  ["POST /form?_xsrf=6162", { Host, Cookie: "_xsrf=6163" }, ""],
  ["POST /form?_xsrf=xoxo", { Host, Cookie: "_xsrf=xoxo" }, ""],
  ["POST /form?_xsrf=6162", { Host }, ""],
  ["POST /form?_xsrf=3|a", { Host, Cookie: "_xsrf=6162" }, ""],
  ["POST /form?_xsrf=2|a", { Host, Cookie: "_xsrf=6162" }, ""],
  ["POST /form?_xsrf=", { Host, Cookie: "_xsrf=6162" }, ""],
  ["POST /form?_xsrf=6162&_xsrf=6163", { Host, Cookie: "_xsrf=6162" }, ""],
  ["PUT /form", { Host, Cookie: "_xsrf=6162", "X-Xsrftoken": "6162" }, ""],
  ["DELETE /form", { Host, Cookie: "_xsrf=6162" }],
  ["OPTIONS /form", { Host }],
  ["HEAD /form", { Host }],
]);

/** The same with a cookie of another name. */
export const ownXsrfRequests: readonly Ask[] = [
  ["GET /form", { Host: "xsrf-own.test" }],
  ["GET /form", { Host: "xsrf-own.test", Cookie: "own=6162" }],
  ["POST /form?_xsrf=6162", { Host: "xsrf-own.test", Cookie: "own=6162" }, ""],
  ["POST /form?own=6162", { Host: "xsrf-own.test", Cookie: "own=6162" }, ""],
  ["POST /form?_xsrf=6162", { Host: "xsrf-own.test", Cookie: "_xsrf=6162" }, ""],
];

const signed = (value: string) => ["GET /signed/get/1?name=key", { Cookie: `key="${value}"` }] as const;

/** Values that nobody signed, or somebody did long ago. */
export const signedRequests: readonly Ask[] = [
  "2|1:0|10:1300000000|3:key|8:dmFsdWU=|3d4e60b996ff9c5d5788e333a0cba6f238a22c6c0f94788870e1a9ecd482e152",
  "dmFsdWU=|1300000000|31c934969f53e48164c50768b40cbd7e2daaaa4f",
  "2|1:0|10:1300000000|3:key|8:dmFsdWU=|",
  "2|1:0",
  "2|",
  "3|a",
  "1|a|b",
  "|",
  "",
  "text",
  "2|1:a|10:1300000000|3:key|8:dmFsdWU=|00",
  "2|9:0|10:1300000000|3:key|8:dmFsdWU=|00",
  "2|-1:0|10:1300000000|3:key|8:dmFsdWU=|00",
].map(signed);
