import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { type TestContext, test } from "node:test";
import { AsyncHTTPClient, type FetchOptions } from "typhoon/httpclient";
import { answerChallenge, digestChallenges } from "#typhoon/http/httpclient/digest-auth.js";
import { guardLog } from "../../support/guard-log.ts";
import { peerServer } from "../../support/peer-server.ts";

guardLog();

const client = new AsyncHTTPClient();
const digest: FetchOptions = { authUsername: "Mufasa", authPassword: "Circle of Life", authMode: "digest" };

/** A server that asks for digest credentials, and tells what each request brought. */
async function digestServer(t: TestContext, challenges: readonly string[]) {
  const brought: (string | undefined)[] = [];
  const url = await peerServer(t, async (request, response) => {
    brought.push(request.headers.authorization);
    const body = (await request.toArray()).join("");
    const { authorization } = request.headers;
    if (authorization === undefined)
      response.writeHead(401, { "WWW-Authenticate": [...challenges] }).end("who?");
    else response.end(`${request.method} ${request.url} ${body}`);
  });
  return { url, brought };
}

test("RFC 7616 §3.9.1: the answer is what the RFC computes, but for the client's own nonce", () => {
  const challenge =
    'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=MD5, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"';
  const credentials = {
    username: "Mufasa",
    password: "Circle of Life",
    method: "GET",
    uri: "/dir/index.html",
  };

  const [fields] = digestChallenges(answerChallenge(challenge, credentials) ?? "");

  const md5 = (text: string) => createHash("md5").update(text).digest("hex");
  const secret = md5("Mufasa:http-auth@example.org:Circle of Life");
  const asked = md5("GET:/dir/index.html");
  const nonce = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
  assert.equal(
    fields?.get("response"),
    md5(`${secret}:${nonce}:00000001:${fields?.get("cnonce")}:auth:${asked}`),
  );
  assert.equal(fields?.get("opaque"), "FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS");
});

const readings: readonly [text: string, nonces: readonly string[]][] = [
  ['Digest realm="r", nonce="n"', ["n"]],
  ['digest NONCE = "a \\"b\\""', ['a "b"']],
  ['Basic realm="x", Digest nonce=n1, algorithm=MD5, Digest nonce="n2"', ["n1", "n2"]],
  ["Negotiate, Digest nonce=n", ["n"]],
  ["Basic realm=x", []],
  ["Digest", []],
  ['Digest nonce="never ends', []],
];

for (const [text, nonces] of readings) {
  test(`the challenges of ${text}`, () => {
    assert.deepEqual(
      digestChallenges(text).map((challenge) => challenge.get("nonce")),
      nonces,
    );
  });
}

test("of several questions the strongest that is understood is answered", () => {
  const credentials = { username: "u", password: "p", method: "GET", uri: "/" };
  const ask = (algorithm: string) =>
    `Digest realm="r", nonce="${algorithm}", qop="auth", algorithm=${algorithm}`;

  assert.match(answerChallenge(`${ask("MD5")}, ${ask("SHA-256")}`, credentials) ?? "", /algorithm=SHA-256/);
  assert.match(answerChallenge(`${ask("XYZ")}, ${ask("MD5-sess")}`, credentials) ?? "", /algorithm=MD5-sess/);
  assert.equal(answerChallenge(ask("XYZ"), credentials), undefined);
  assert.equal(answerChallenge('Digest nonce="n", qop="auth-int"', credentials), undefined);
  assert.equal(answerChallenge(undefined, credentials), undefined);
});

test("a challenge of 100,000 pieces is read in one pass", () => {
  const text = `Digest nonce="n", ${'a="\\"", '.repeat(50_000)}${" ".repeat(100_000)}`;

  assert.equal(digestChallenges(text)[0]?.get("nonce"), "n");
});

test("digest: the first request asks, the second brings the answer, with the same body", async (t) => {
  const { url, brought } = await digestServer(t, [
    'Basic realm="r"',
    'Digest realm="r", nonce="n", qop="auth"',
  ]);

  const response = await client.fetch(`${url}/a?b=c`, { ...digest, method: "POST", body: "twice" });

  assert.equal(String(response.body), "POST /a?b=c twice");
  assert.equal(brought.length, 2);
  assert.match(
    brought[1] ?? "",
    /^Digest username="Mufasa", realm="r", nonce="n", uri="\/a\?b=c", response="[0-9a-f]{32}"/,
  );
});

test("digest: a server that asks again is not answered again", async (t) => {
  let asked = 0;
  const url = await peerServer(t, (_request, response) => {
    asked++;
    response.writeHead(401, { "WWW-Authenticate": 'Digest realm="r", nonce="n"' }).end();
  });

  await assert.rejects(client.fetch(url, digest), { statusCode: 401 });
  assert.equal(asked, 2);
});

test("a server that asks for digest gets nothing from a client that is told basic", async (t) => {
  const { url, brought } = await digestServer(t, ['Digest realm="r", nonce="n"']);

  await client.fetch(url, { authUsername: "u", authPassword: "p" });

  assert.deepEqual(brought, [`Basic ${Buffer.from("u:p").toString("base64")}`]);
});

test("names and passwords are composed (NFC) before they are sent (RFC 7617 §2.1)", async (t) => {
  const url = await peerServer(t, (request, response) => response.end(request.headers.authorization));

  const response = await client.fetch(url, { authUsername: "jose\u0301", authPassword: "se\u0301cret" });

  assert.equal(String(response.body), `Basic ${Buffer.from("jos\u00e9:s\u00e9cret").toString("base64")}`);
});

test("authUsername goes before the URL's user, and before an Authorization field", async (t) => {
  const url = await peerServer(t, (request, response) => response.end(request.headers.authorization));

  const response = await client.fetch(url.replace("//", "//ann:x@"), {
    authUsername: "bob",
    headers: { Authorization: "Bearer x" },
  });

  assert.equal(String(response.body), `Basic ${Buffer.from("bob:").toString("base64")}`);
});

test("no CR or LF comes into a request", async (t) => {
  const url = await peerServer(t, (request, response) => response.end(request.url));

  assert.throws(() => client.fetch(url, { headers: { "X-A": "a\r\nX-B: b" } }), /Unsafe header value/);
  assert.throws(() => client.fetch(url, { headers: { "X-A\r\nX-B": "b" } }), /Unsafe header name/);
  await assert.rejects(
    client.fetch(url, { method: "GET / HTTP/1.1\r\n", allowNonstandardMethods: true }),
    TypeError,
  );
  await assert.rejects(client.fetch(url, { userAgent: "a\r\nX-B: b" }), TypeError);
  assert.equal(String((await client.fetch(`${url}/a\r\nb`)).body), "/ab");
});
