import assert from "node:assert/strict";
import { test } from "node:test";
import { ClientClosedError, HTTPHeaders, HTTPServerRequest } from "typhoon/httputil";

function request(path: string, headers: Record<string, string> = {}, body = ""): HTTPServerRequest {
  const startLine = { method: "POST", path, version: "HTTP/1.1" };
  return new HTTPServerRequest(startLine, { headers: new HTTPHeaders(headers), body: Buffer.from(body) });
}

test("path and query are the two sides of the first question mark", () => {
  const { path, query, uri } = request("/a?b=1?2");

  assert.deepEqual([path, query, uri], ["/a", "b=1?2", "/a?b=1?2"]);
  assert.deepEqual([request("/a").path, request("/a").query], ["/a", ""]);
});

test("an absolute-form target replaces the Host field (RFC 9112 §3.2.2)", () => {
  const absolute = request("http://Example.com:81/a?b", { Host: "other" });

  assert.equal(absolute.uri, "/a?b");
  assert.equal(absolute.host, "Example.com:81");
  assert.equal(absolute.hostName, "example.com");
  assert.equal(request("http://example.com").uri, "/");
  assert.equal(request("http://example.com?x").uri, "/?x");
});

test("a path that begins with two slashes stays a path", () => {
  assert.equal(request("//evil.example/x", { Host: "h" }).path, "//evil.example/x");
  assert.equal(request("//evil.example/x", { Host: "h" }).host, "h");
});

test("hostName keeps the brackets of an IPv6 address and drops the port", () => {
  assert.equal(request("/", { Host: "[::1]:8888" }).hostName, "[::1]");
  assert.equal(request("/", { Host: "[::1]" }).hostName, "[::1]");
});

test("arguments has the body's values after the query's", () => {
  const form = { "Content-Type": "application/x-www-form-urlencoded" };
  const { arguments: all, queryArguments, bodyArguments } = request("/?a=1&b=%20+", form, "a=2&c=");

  assert.deepEqual(all.get("a")?.map(String), ["1", "2"]);
  assert.deepEqual(all.get("b")?.map(String), ["  "]);
  assert.deepEqual(all.get("c")?.map(String), [""]);
  assert.deepEqual(queryArguments.get("a")?.map(String), ["1"]);
  assert.deepEqual(bodyArguments.get("a")?.map(String), ["2"]);
});

test("cookies come from every Cookie field", () => {
  assert.deepEqual(
    [...request("/", { Cookie: "a=1; b=2" }).cookies],
    [
      ["a", "1"],
      ["b", "2"],
    ],
  );
});

test("fullUrl() rebuilds the URL", () => {
  assert.equal(request("/a?b", { Host: "example.com" }).fullUrl(), "http://example.com/a?b");
});

test("signal is aborted with a ClientClosedError, whether asked for before or after", () => {
  const early = request("/");
  const { signal } = early;
  const late = request("/");

  early.abort();
  late.abort();

  assert.ok(signal.reason instanceof ClientClosedError);
  assert.ok(late.signal.reason instanceof ClientClosedError);
});
