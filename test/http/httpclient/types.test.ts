import assert from "node:assert/strict";
import { test } from "node:test";
import type { Future } from "typhoon/concurrent";
import {
  AsyncHTTPClient,
  type BodyProducer,
  type FetchOptions,
  type HTTPClient,
  type HTTPClientError,
  type HTTPClientImplementation,
  type HTTPConnectError,
  HTTPRequest,
  type HTTPResponse,
  type HTTPResponseStream,
  type HTTPTimeoutError,
  SimpleAsyncHTTPClient,
  type TimeInfo,
} from "typhoon/httpclient";
import { sameType } from "../../support/same-type.ts";

/** Compiles only if every `A` is a `B`. */
function fits<_A extends B, B>(): void {}

function fetches(client: AsyncHTTPClient, request: HTTPRequest): void {
  const fetched = client.fetch("http://127.0.0.1/");
  sameType<typeof fetched, Future<HTTPResponse>>();
  sameType<Awaited<typeof fetched>, HTTPResponse>();
  const ofRequest = client.fetch(request, { raiseError: false });
  sameType<typeof ofRequest, Future<HTTPResponse>>();
  const streamed = client.stream(new URL("http://127.0.0.1/"), { method: "POST", body: "text" });
  sameType<typeof streamed, Future<HTTPResponseStream>>();
  fits<HTTPResponseStream, AsyncIterable<Buffer>>();
  fits<AsyncHTTPClient, AsyncDisposable>();

  // @ts-expect-error a request has its own options
  void client.fetch(request, { method: "POST" });
  // @ts-expect-error options are checked by name
  void client.fetch("http://127.0.0.1/", { timeout: 5 });
  // @ts-expect-error a number is no URL
  void client.fetch(8888);
  // @ts-expect-error limits belong to the client, not to a request
  void client.stream("http://127.0.0.1/", { maxClients: 5 });
}

function synchronousFetches(client: HTTPClient): void {
  const response = client.fetch("http://127.0.0.1/");
  sameType<typeof response, HTTPResponse>();
  fits<HTTPClient, Disposable>();
}

function answers(response: HTTPResponse, error: HTTPClientError, late: HTTPTimeoutError): void {
  sameType<typeof response.body, Buffer>();
  sameType<typeof response.timeInfo, TimeInfo | undefined>();
  sameType<typeof response.error, HTTPClientError | undefined>();
  sameType<typeof error.response, HTTPResponse | undefined>();
  fits<HTTPTimeoutError, HTTPClientError>();
  fits<HTTPConnectError, HTTPClientError>();
  fits<typeof late.code, HTTPClientError["code"]>();

  // @ts-expect-error what was received is not changed
  response.code = 200;
  // @ts-expect-error bytes are no text until they are decoded
  sameType<typeof response.body, string>();
}

const bodyProducer: BodyProducer = async (write) => {
  await write(Buffer.from("piece"));
  // @ts-expect-error a piece is bytes or text
  await write(1);
};

const options: FetchOptions = {
  bodyProducer,
  signal: null,
  streamingCallback(chunk) {
    sameType<typeof chunk, Buffer>();
  },
  headerCallback(line) {
    sameType<typeof line, string>();
  },
  // @ts-expect-error one of two ways to prove who one is
  authMode: "negotiate",
};

function implementations(own: new () => HTTPClientImplementation): void {
  AsyncHTTPClient.configure(own, { maxClients: 2, defaults: { userAgent: "types" } });
  AsyncHTTPClient.configure(undefined);
  fits<SimpleAsyncHTTPClient, HTTPClientImplementation>();
  // @ts-expect-error a class that cannot fetch
  AsyncHTTPClient.configure(class {});
  // @ts-expect-error the URL of each request is its own
  AsyncHTTPClient.configure(undefined, { defaults: { url: "http://127.0.0.1/" } });
}

test("the client's types hold: what is fetched, with which options, by which implementation", async () => {
  // What there is to prove was proved when this file was compiled; this shows that it was not left out.
  assert.equal(fetches.length + synchronousFetches.length + answers.length + implementations.length, 7);
  assert.equal(new HTTPRequest("http://127.0.0.1/", options).method, "GET");
  await using client = new AsyncHTTPClient({ forceInstance: true });
  assert.equal(client.stats?.active, 0);
  assert.equal(typeof SimpleAsyncHTTPClient, "function");
});
