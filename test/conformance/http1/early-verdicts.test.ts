import assert from "node:assert/strict";
import { test } from "node:test";
import { guardLog } from "../../support/guard-log.ts";
import { echo, withServer } from "../../support/with-server.ts";

guardLog();

const chunked = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";

/** Bytes of which the last is the one with which no continuation is valid any more. */
const beginnings: readonly (readonly [what: string, bytes: string, code: number])[] = [
  ["a byte of TLS", "\x16", 400],
  ["a control character in the method", "GE\x00", 400],
  ["a bare LF after the method", "GET\n", 400],
  ["a target that is no path", "GET x", 400],
  ["an asterisk without OPTIONS", "GET *", 400],
  ["another scheme", "GET hts", 400],
  ["a control character in the target", "GET /\x01", 400],
  ["a fragment", "GET /a#", 400],
  ["two spaces", "GET  ", 400],
  ["another protocol", "GET / HTX", 400],
  ["a version that does not exist", "GET / HTTP/9.9", 505],
  ["the beginning of HTTP/2", "PRI * HTTP/2.0", 505],
  ["a version of two digits", "GET / HTTP/1.11", 400],
  ["no version", "GET /\r", 400],
  ["a bare CR after the version", "GET / HTTP/1.1\rH", 400],
  ["a bare LF after the version", "GET / HTTP/1.1\n", 400],
  ["a folded line", "GET / HTTP/1.1\r\nHost: a\r\n ", 400],
  ["a space before the colon", "GET / HTTP/1.1\r\nHost: a\r\nFoo ", 400],
  ["a line without a colon", "GET / HTTP/1.1\r\nFoo\r", 400],
  ["a name that is no token", "GET / HTTP/1.1\r\nF(", 400],
  ["an empty name", "GET / HTTP/1.1\r\n:", 400],
  ["NUL in a value", "GET / HTTP/1.1\r\nFoo: a\0", 400],
  ["a bare CR in a value", "GET / HTTP/1.1\r\nFoo: a\rb", 400],
  ["a bare LF in a value", "GET / HTTP/1.1\r\nFoo: a\n", 400],
  ["a head that ends with CR alone", "GET / HTTP/1.1\r\nHost: a\r\n\ra", 400],
  ["no number as a chunk size", `${chunked}z`, 400],
  ["a chunk size with a sign", `${chunked}-`, 400],
  ["a chunk size that ends with CR alone", `${chunked}5\rh`, 400],
  ["a chunk size that ends with LF alone", `${chunked}5\n`, 400],
  ["a space behind a chunk size", `${chunked}5 x`, 400],
  ["14 digits of a chunk size", `${chunked}00000000000000`, 400],
  ["a control character in an extension", `${chunked}5;a=\x01`, 400],
  ["a control character in a quoted extension", `${chunked}5;a="b\x01`, 400],
  ["text behind a quoted extension", `${chunked}5;a="b"c`, 400],
  ["a chunk that is longer than its size", `${chunked}1\r\nab`, 400],
  ["a chunk that ends with CR alone", `${chunked}1\r\na\rb`, 400],
  ["a space in the name of a trailer", `${chunked}0\r\nA `, 400],
  ["NUL in a trailer", `${chunked}0\r\nA: b\0`, 400],
  ["a trailer that ends with CR alone", `${chunked}0\r\nA: b\rc`, 400],
  ["the end of trailers by CR alone", `${chunked}0\r\n\ra`, 400],
];

for (const [what, bytes, code] of beginnings) {
  test(`${what} is refused at once, whole and byte by byte`, async (t) => {
    const { connect } = await withServer(t, echo);
    const whole = await connect();
    const cut = await connect();

    await whole.send(bytes);
    for (const byte of bytes) {
      assert.equal(cut.hasEnded, false);
      await cut.send(byte);
      await new Promise(setImmediate);
    }

    const [first, second] = [await whole.readResponse(), await cut.readResponse()];
    assert.deepEqual([first.code, second.code], [code, code]);
    assert.equal(second.body, first.body);
  });
}

for (const [what, bytes] of [
  ["an extension with white space and quotes", `${chunked}3 ;\ta = "b\\"c" ;d\r\nabc\r\n0\r\n\r\n`],
  ["trailers", `${chunked}0\r\nA: b\r\nB:\r\n\r\n`],
  ["absolute form of any case", "GET HTTPS://h/a HTTP/1.1\r\nHost: a\r\n\r\n"],
  ["OPTIONS *", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n"],
  ["CONNECT", "CONNECT h:80 HTTP/1.1\r\nHost: a\r\n\r\n"],
  ["a later minor version", "GET / HTTP/1.9\r\nHost: a\r\nx:\xff\t\r\n\r\n"],
] as const) {
  test(`${what} byte by byte is accepted`, async (t) => {
    const { connect } = await withServer(t, echo);
    const client = await connect();

    for (const byte of bytes) {
      await client.send(byte);
      await new Promise(setImmediate);
    }

    assert.equal((await client.readResponse()).code, 200);
  });
}
