import assert from "node:assert/strict";
import { test } from "node:test";
import { HTTPServer, type HTTPServerOptions } from "typhoon/httpserver";
import type { HTTPServerRequest } from "typhoon/httputil";
import { serverCertificate } from "../../support/certificates.ts";
import { connectTls } from "../../support/connect-tls.ts";
import { guardLog } from "../../support/guard-log.ts";
import { answer, echo, withServer } from "../../support/with-server.ts";

guardLog();

const trustedDownstream = ["5.5.5.5", "10.0.0.0/8", "2001:db8::/32", "fe80::1"];

/** Says who asks and how. */
function tell(request: HTTPServerRequest): void {
  answer(request, `${request.remoteIp} ${request.protocol}`);
}

function ask(...fields: readonly string[]): string {
  return `GET / HTTP/1.1\r\nHost: x\r\n${fields.map((field) => `${field}\r\n`).join("")}\r\n`;
}

// What a proxy adds, and who is then taken to ask; the cases of Tornado's own tests are among them.
const cases: readonly (readonly [fields: readonly string[], seen: string])[] = [
  [[], "127.0.0.1 http"],
  [["X-Real-Ip: 4.4.4.4"], "4.4.4.4 http"],
  [["X-Real-Ip: 2620:0:1cfe:face:b00c::3"], "2620:0:1cfe:face:b00c::3 http"],
  [["X-Real-Ip: 4.4.4.4", "X-Forwarded-For: 1.1.1.1"], "4.4.4.4 http"],
  [["X-Real-Ip: 4.4.4.4<script>"], "127.0.0.1 http"],
  [["X-Real-Ip: www.google.com"], "127.0.0.1 http"],
  [["X-Real-Ip: 4.4.4.4, 5.5.5.5"], "127.0.0.1 http"],
  [["X-Real-Ip:"], "127.0.0.1 http"],
  [["X-Real-Ip: nobody", "X-Forwarded-For: 1.1.1.1"], "127.0.0.1 http"],
  [["X-Forwarded-For: 127.0.0.1, 4.4.4.4"], "4.4.4.4 http"],
  [["X-Forwarded-For: 1.1.1.1,2.2.2.2"], "2.2.2.2 http"],
  [["X-Forwarded-For: 1.1.1.1", "X-Forwarded-For: 2.2.2.2"], "2.2.2.2 http"],
  [["X-Forwarded-For: ::1, 2620:0:1cfe:face:b00c::3"], "2620:0:1cfe:face:b00c::3 http"],
  [["X-Forwarded-For: 4.4.4.4<script>"], "127.0.0.1 http"],
  [["X-Forwarded-For: 4.4.4.4, www.google.com"], "127.0.0.1 http"],
  [["X-Forwarded-For: 4.4.4.4, 5.5.5.5"], "4.4.4.4 http"],
  [["X-Forwarded-For: 4.4.4.4, 10.1.2.3, 5.5.5.5"], "4.4.4.4 http"],
  [["X-Forwarded-For: 4.4.4.4, 11.0.0.1, 5.5.5.5"], "11.0.0.1 http"],
  [["X-Forwarded-For: 4.4.4.4, ::ffff:10.1.2.3"], "4.4.4.4 http"],
  [["X-Forwarded-For: 4.4.4.4, 2001:db8:ffff::9, FE80::1"], "4.4.4.4 http"],
  [["X-Forwarded-For: 10.9.9.9, 5.5.5.5"], "10.9.9.9 http"],
  [["X-Forwarded-For:"], "127.0.0.1 http"],
  [["X-Scheme: https"], "127.0.0.1 https"],
  [["X-Forwarded-Proto: https"], "127.0.0.1 https"],
  [["X-Forwarded-Proto: https , http"], "127.0.0.1 http"],
  [["X-Forwarded-Proto: http , https"], "127.0.0.1 https"],
  [["X-Scheme: http", "X-Forwarded-Proto: https"], "127.0.0.1 http"],
  [["X-Scheme: unknown", "X-Forwarded-Proto: https"], "127.0.0.1 http"],
  [["X-Forwarded-Proto: HTTPS"], "127.0.0.1 http"],
  [["X-Forwarded-Proto: ftp"], "127.0.0.1 http"],
];

for (const [fields, seen] of cases) {
  test(`with xheaders, ${fields.join("; ") || "no field"} is ${seen}`, async (t) => {
    const { connect } = await withServer(t, tell, { xheaders: true, trustedDownstream });
    const client = await connect();

    await client.send(ask(...fields));

    assert.equal((await client.readResponse()).body, seen);
  });
}

test("what one request says about its client is forgotten with the next on the same connection", async (t) => {
  const { connect } = await withServer(t, tell, { xheaders: true });
  const client = await connect();

  await client.send(
    ask("X-Real-Ip: 4.4.4.4", "X-Scheme: https") + ask() + ask("X-Real-Ip: 6.6.6.6") + ask("X-Scheme: https"),
  );

  assert.deepEqual(
    (await client.readResponses(4)).map(({ body }) => body),
    ["4.4.4.4 https", "127.0.0.1 http", "6.6.6.6 http", "127.0.0.1 https"],
  );
});

test("without xheaders the fields change nothing", async (t) => {
  const options: HTTPServerOptions = { trustedDownstream };
  const { connect } = await withServer(t, tell, options);
  const client = await connect();

  await client.send(ask("X-Real-Ip: 4.4.4.4", "X-Forwarded-For: 4.4.4.4", "X-Scheme: https"));

  assert.equal((await client.readResponse()).body, "127.0.0.1 http");
});

test("over TLS, a proxy may say that its client spoke plain HTTP", async (t) => {
  const { port } = await withServer(t, tell, { xheaders: true, sslOptions: serverCertificate });
  const client = await connectTls(t, port);

  await client.send(ask() + ask("X-Scheme: http"));

  assert.deepEqual(
    (await client.readResponses(2)).map(({ body }) => body),
    ["127.0.0.1 https", "127.0.0.1 http"],
  );
});

for (const wrong of [
  "proxy.example",
  "10.0.0.0/33",
  "10.0.0.0/",
  "10.0.0.0/8/8",
  "10.0.0.0/-1",
  "::/129",
  "",
]) {
  test(`trustedDownstream with "${wrong}" is a TypeError`, () => {
    assert.throws(
      () => new HTTPServer(echo, { xheaders: true, trustedDownstream: [wrong] }),
      /no IP address, or a block/,
    );
  });
}
