import { gunzipSync } from "node:zlib";
import { RawHTTPClient, type RawResponse } from "../../../support/raw-http-client.ts";
import type { Exchange } from "./requests/ask.ts";

/** What is seen of one exchange: by aspect, such as `status`, `field etag` or `body`, what it is. */
export type Observation = ReadonlyMap<string, string>;

const ping = "GET /ping HTTP/1.1\r\nHost: plain.test\r\n\r\n";

/** Sends the exchange on a connection of its own, and looks at every answer and at what becomes of the connection. */
export async function observe(port: number, exchange: Exchange): Promise<Observation> {
  const client = await RawHTTPClient.connect(port);
  try {
    await client.send(exchange.bytes);
    const seen = new Map<string, string>();
    const toHead = exchange.bytes.startsWith("HEAD ");
    for (let index = 0; index < exchange.answers; index++) {
      const answer = await finalAnswer(client, toHead);
      const prefix = index === 0 ? "" : `answer ${index + 1} `;
      for (const [aspect, value] of aspectsOf(answer)) seen.set(prefix + aspect, value);
    }
    return seen.set("connection", (await isKept(client)) ? "kept" : "closed");
  } finally {
    client.close();
  }
}

/** @returns `undefined` if the connection is closed before there is a whole one */
async function finalAnswer(client: RawHTTPClient, toHead: boolean): Promise<RawResponse | undefined> {
  try {
    let answer = await client.readResponse({ toHead });
    while (answer.code < 200) answer = await client.readResponse({ toHead });
    return answer;
  } catch {
    return undefined;
  }
}

async function isKept(client: RawHTTPClient): Promise<boolean> {
  if (client.hasEnded) return false;
  await client.send(ping);
  const answer = await client.readResponse().catch(() => undefined);
  return answer?.body === "pong";
}

function aspectsOf(answer: RawResponse | undefined): [aspect: string, value: string][] {
  if (answer === undefined) return [["status", "no whole answer"]];
  const [, status = "", reason = ""] = /^HTTP\/1\.1 (\d+) ?(.*)$/s.exec(answer.statusLine) ?? [];
  const now = Date.parse(answer.headers.get("date") ?? "");
  const fields = [...answer.headers].map(([name, value]): [string, string] => [
    `field ${name}`,
    masked(value, now),
  ]);
  return [["status", status], ["reason", reason], ...fields, ["body", masked(bodyOf(answer), now)]];
}

/** What two programs compress differently is the same when it is read. */
function bodyOf({ headers, body }: RawResponse): string {
  if (headers.get("content-encoding") !== "gzip" || body === "") return body;
  return `compressed: ${gunzipSync(Buffer.from(body, "latin1")).toString("latin1")}`;
}

const httpDate = /[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} (?:20[2-9]\d|2\d{3}) \d{2}:\d{2}:\d{2} GMT/g;
const tokenV2 = /2\|[0-9a-f]{8}\|[0-9a-f]+\|\d{10,}/g;
const tokenV1 = /(?<=_xsrf(?:=|" value="))[0-9a-f]{32}(?=[;"])/g;
const signedV2 = /(?<=2\|1:\d\|10:)\d{10}(\|\d+:[^|]*\|\d+:[^|]*\|)[0-9a-f]{64}/g;
const signedV1 = /\|\d{10}\|[0-9a-f]{40}/g;

/** Without what has to be another each time: moments, which are told from that of the answer, and secrets. */
function masked(text: string, now: number): string {
  return text
    .replace(httpDate, (date) => relativeTo(now, date))
    .replace(tokenV2, "(token of version 2)")
    .replace(tokenV1, "(token of version 1)")
    .replace(signedV2, "(time)$1(signature)")
    .replace(signedV1, "|(time)|(signature)");
}

/** Whole minutes: the clock may have gone on between two moments of one answer. Dates of files are long over. */
function relativeTo(now: number, date: string): string {
  const minutes = Math.round((Date.parse(date) - now) / 60_000);
  return date.includes(" 2020 ") ? date : `(now + ${minutes} minutes)`;
}
