import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { AsyncHTTPClient, type FetchOptions } from "typhoon/httpclient";
import { guardLog } from "../../support/guard-log.ts";
import { peerServer } from "../../support/peer-server.ts";

guardLog();

const client = new AsyncHTTPClient();

/** `/<code>` redirects to `/end`, which tells what it was asked; `/to?<url>` redirects there. */
async function redirector(t: TestContext): Promise<string> {
  return await peerServer(t, async (request, response) => {
    const body = (await request.toArray()).join("");
    const { pathname, search } = new URL(request.url ?? "", "http://x");
    const code = Number(pathname.slice(1));
    if (pathname === "/to")
      response.writeHead(302, { Location: decodeURIComponent(search.slice(1)) }).end("a page");
    else if (code > 0) response.writeHead(code, { Location: "/end" }).end("a page");
    else {
      const { authorization, cookie, "content-type": type, "content-length": length } = request.headers;
      response.end(
        JSON.stringify({
          method: request.method,
          path: request.url,
          body,
          type,
          length,
          authorization,
          cookie,
        }),
      );
    }
  });
}

const matrix: readonly [code: number, method: string, becomes: string][] = [
  [301, "GET", "GET"],
  [301, "POST", "GET"],
  [301, "PUT", "PUT"],
  [302, "POST", "GET"],
  [302, "PUT", "PUT"],
  [302, "HEAD", "HEAD"],
  [303, "POST", "GET"],
  [303, "PUT", "GET"],
  [303, "DELETE", "GET"],
  [303, "HEAD", "HEAD"],
  [307, "POST", "POST"],
  [307, "PATCH", "PATCH"],
  [308, "POST", "POST"],
  [308, "GET", "GET"],
];

for (const [code, method, becomes] of matrix) {
  test(`a ${code} makes of ${method} a ${becomes}, with its body or without any`, async (t) => {
    const url = await redirector(t);
    const hasBody = method.startsWith("P");
    const headers = { "X-Method": "kept", ...(hasBody && { "Content-Type": "text/plain" }) };

    const response = await client.fetch(`${url}/${code}`, {
      method,
      headers,
      ...(hasBody && { body: "kept" }),
    });

    assert.equal(response.effectiveUrl, `${url}/end`);
    if (method === "HEAD") return;
    const seen = JSON.parse(String(response.body));
    const keepsBody = hasBody && becomes === method;
    assert.deepEqual(
      [seen.method, seen.body, seen.type],
      [becomes, keepsBody ? "kept" : "", keepsBody ? "text/plain" : undefined],
    );
  });
}

test("credentials go along to the same origin", async (t) => {
  const url = await redirector(t);

  assert.deepEqual(await seenAfter(`${url}/302`, { headers: { Authorization: "secret", Cookie: "id=1" } }), [
    "secret",
    "id=1",
  ]);
  assert.deepEqual(await seenAfter(`${url}/302`, { authUsername: "ann", authPassword: "x" }), [
    basic("ann:x"),
    undefined,
  ]);
  assert.deepEqual(await seenAfter(`${url.replace("//", "//ann:x@")}/302`), [basic("ann:x"), undefined]);
});

test("no credentials go to another origin, however they were given", async (t) => {
  const [url, other] = [await redirector(t), await redirector(t)];
  const away = `${url}/to?${encodeURIComponent(other.replace("//", "//bob:y@"))}`;

  assert.deepEqual(await seenAfter(away, { headers: { Authorization: "secret", Cookie: "id=1" } }), [
    undefined,
    undefined,
  ]);
  assert.deepEqual(await seenAfter(away, { authUsername: "ann", authPassword: "x" }), [undefined, undefined]);
  assert.deepEqual(await seenAfter(away.replace("//", "//ann:x@")), [undefined, undefined]);
});

test("another port is another origin, and what was dropped does not come back with the first one", async (t) => {
  const [url, other] = [await redirector(t), await redirector(t)];
  const back = `${other}/to?${encodeURIComponent(`${url}/end`)}`;

  const seen = await seenAfter(`${url}/to?${encodeURIComponent(back)}`, { headers: { Cookie: "id=1" } });

  assert.deepEqual(seen, [undefined, undefined]);
});

const locations: readonly [location: string, path: string, fragment?: string][] = [
  ["/end", "/end"],
  ["end", "/end"],
  ["?a=b", "/to?a=b"],
  ["../../end", "/end"],
  ["//127.0.0.1:PORT/end", "/end"],
  ["/end#part", "/end", "#part"],
  ["/a b", "/a%20b"],
  ["/\u00e9", "/%C3%A9"],
];

for (const [location, path, fragment = "#asked"] of locations) {
  test(`Location: ${location} leads to ${path}, with the fragment ${fragment}`, async (t) => {
    const url = await peerServer(t, (request, response) => {
      const { port } = new URL(url);
      const bytes = Buffer.from(location.replace("PORT", port)).toString("latin1");
      if (request.url === "/to?x") response.writeHead(302, { Location: bytes }).end();
      else response.end(request.url);
    });

    const response = await client.fetch(`${url}/to?x#asked`);

    assert.equal(String(response.body), path);
    assert.equal(response.effectiveUrl, url + path + fragment);
    assert.equal(response.request.url, `${url}/to?x#asked`);
  });
}

test("a Location that is no URL of HTTP makes the redirect the response", async (t) => {
  const url = await redirector(t);

  for (const location of ["ftp://127.0.0.1/", "file:///etc/passwd", "http://[::", "javascript:1"]) {
    const response = await client.fetch(`${url}/to?${encodeURIComponent(location)}`, { raiseError: false });
    assert.deepEqual([response.code, String(response.body)], [302, "a page"], location);
  }
});

test("redirects without an end: the last one is the response, and its error says so", async (t) => {
  let asked = 0;
  const url = await peerServer(t, (_request, response) => {
    asked++;
    response.writeHead(302, { Location: "/again" }).end();
  });

  const fetching = client.fetch(url);

  await assert.rejects(fetching, {
    code: "ERR_HTTP_TOO_MANY_REDIRECTS",
    statusCode: 302,
    message: "HTTP 302: Found",
  });
  assert.equal(asked, 6);
});

test("followRedirects: false gives the redirect", async (t) => {
  const url = await redirector(t);

  const response = await client.fetch(`${url}/302`, { followRedirects: false, raiseError: false });

  assert.equal(response.code, 302);
  assert.equal(response.error?.code, "ERR_HTTP_RESPONSE");
});

test("callbacks are called for the last answer only", async (t) => {
  const url = await redirector(t);
  const lines: string[] = [];
  const pieces: string[] = [];

  await client.fetch(`${url}/302`, {
    headerCallback: (line) => void lines.push(line),
    streamingCallback: (chunk) => void pieces.push(String(chunk)),
  });

  assert.equal(lines[0], "HTTP/1.1 200 OK\r\n");
  assert.equal(lines.at(-1), "\r\n");
  assert.equal(JSON.parse(pieces.join("")).path, "/end");
});

test("a redirect's body that does not end is not waited for", async (t) => {
  const url = await peerServer(t, (request, response) => {
    if (request.url === "/end") return response.end("here");
    response.writeHead(302, { Location: "/end" });
    return response.write(Buffer.alloc(200_000));
  });

  const response = await client.fetch(url);

  assert.equal(String(response.body), "here");
});

test("a redirect of a client with a single connection does not wait for itself", async (t) => {
  const url = await redirector(t);
  await using single = new AsyncHTTPClient({ forceInstance: true, maxClients: 1 });

  const response = await single.fetch(`${url}/302`);

  assert.equal(response.effectiveUrl, `${url}/end`);
});

async function seenAfter(url: string, options: FetchOptions = {}): Promise<unknown[]> {
  const { authorization, cookie } = JSON.parse(String((await client.fetch(url, options)).body));
  return [authorization, cookie];
}

function basic(text: string): string {
  return `Basic ${Buffer.from(text).toString("base64")}`;
}
