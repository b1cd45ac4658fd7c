// HTTP clients as data: `open` gives a function that fetches once, reads the whole body and tells its length.
import { createRequire } from "node:module";

import { typhoonMissing, typhoonVersion } from "./installed.js";

// The undici of the package itself: the one beneath our client is the one to compare it with.
const require = createRequire(new URL("../../package.json", import.meta.url));

export const clients = {
  typhoon: {
    isOurs: true,
    about: "AsyncHTTPClient.fetch",
    version: typhoonVersion,
    missing: () => typhoonMissing("http/httpclient"),
    async open(url) {
      const { AsyncHTTPClient } = await import("../../dist/http/httpclient/index.js");
      const client = new AsyncHTTPClient();
      return async () => (await client.fetch(url)).body.length;
    },
  },
  undici: {
    about: "undici.request, the body by arrayBuffer()",
    version: () => require("undici/package.json").version,
    missing: () => undefined,
    async open(url) {
      const { request } = require("undici");
      return async () => (await (await request(url)).body.arrayBuffer()).byteLength;
    },
  },
  "undici-fetch": {
    about: "undici.fetch",
    version: () => require("undici/package.json").version,
    missing: () => undefined,
    async open(url) {
      const { fetch } = require("undici");
      return async () => (await (await fetch(url)).arrayBuffer()).byteLength;
    },
  },
  "node-http": {
    about: "http.get with an agent that keeps connections",
    version: () => process.versions.node,
    missing: () => undefined,
    async open(url) {
      const { Agent, get } = await import("node:http");
      const agent = new Agent({ keepAlive: true });
      return () => new Promise((resolve, reject) => readLength(get(url, { agent }), resolve, reject));
    },
  },
};

function readLength(request, resolve, reject) {
  request.on("error", reject);
  request.on("response", (response) => {
    let length = 0;
    response.on("data", (chunk) => {
      length += chunk.length;
    });
    response.on("end", () => resolve(length)).on("error", reject);
  });
}
