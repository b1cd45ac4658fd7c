import assert from "node:assert/strict";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import { accessLog, genLog, LogFormatter, setLogDestination } from "typhoon/log";
import { HTTPError, RequestHandler } from "typhoon/web";
import { serve } from "../serve.ts";

class Page extends RequestHandler {
  override get(path: string) {
    if (path !== "") throw new HTTPError(403, `${decodeURIComponent(path)} is not yours`);
    this.write("ok");
  }
}

/** Takes the log, as JSON and as it is read on a terminal. */
function takeLog(t: { after(release: () => void): void }): string[] {
  const lines: string[] = [];
  const previous = setLogDestination({ write: (line) => void lines.push(line) });
  const { level } = accessLog;
  for (const logger of [accessLog, genLog]) logger.level = "info";
  t.after(() => {
    setLogDestination(previous);
    for (const logger of [accessLog, genLog]) logger.level = level;
  });
  return lines;
}

async function ask(port: number, target: string | Buffer): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  socket.write(Buffer.concat([Buffer.from("GET "), Buffer.from(target), Buffer.from(" HTTP/1.0\r\n\r\n")]));
  return text(socket);
}

test("an access line has its parts as fields, and Tornado's text", async (t) => {
  const site = await serve(t, [["/(.*)", Page]]);
  const lines = takeLog(t);

  await ask(site.port, "/?a=1&token=abc");

  const { time, ms, requestId, ...fields } = JSON.parse(lines[0] ?? "");
  assert.deepEqual(fields, {
    level: "info",
    name: "typhoon.access",
    method: "GET",
    url: "/?a=1&token=[redacted]",
    status: 200,
    remoteIp: "127.0.0.1",
    msg: `200 GET /?a=1&token=[redacted] (127.0.0.1) ${ms.toFixed(2)}ms`,
  });
  assert.deepEqual([typeof time, typeof ms, typeof requestId], ["number", "number", "string"]);
  assert.match(
    new LogFormatter().format(lines[0] ?? ""),
    /^\[I \d{6} [\d:]{8} access\] 200 GET \/\?a=1&token=\[redacted\] \(127\.0\.0\.1\) [\d.]+ms\n$/,
  );
});

for (const [what, target] of [
  ["line feeds and escape sequences, percent-encoded", "/..%2f..%0a%0d%1b%5b2J%00%7f%c2%9b2J"],
  ["bytes that are control characters of Latin-1", Buffer.from("/\x9b2J\x85\xadx", "latin1")],
  ["separators of lines and of directions", "/%e2%80%a8%e2%80%ae%ef%bb%bf%e2%81%a6"],
] as const) {
  test(`a target with ${what} steers nothing in the log, in either format`, async (t) => {
    const site = await serve(t, [["/(.*)", Page]]);
    const lines = takeLog(t);

    await ask(site.port, target);

    assert.equal(lines.length, 2, "the reason of the 403, and the access line");
    for (const line of lines) {
      for (const written of [line, new LogFormatter().format(line)]) {
        assert.doesNotMatch(written.slice(0, -1), /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        assert.equal(written.at(-1), "\n");
      }
      assert.equal(typeof JSON.parse(line).msg, "string");
    }
  });
}

test("a long target is cut in the log, with its length", async (t) => {
  const site = await serve(t, [["/(.*)", Page]]);
  const lines = takeLog(t);

  await ask(site.port, `/${"a".repeat(60_000)}`);

  for (const line of lines) {
    assert.ok(line.length < 6_000, `${line.length} characters`);
    assert.match(JSON.parse(line).msg, /a\.\.\. \(60001 characters\)/);
  }
});
