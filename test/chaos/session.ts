import type { Random } from "../support/random.ts";
import { RawHTTPClient, type RawResponse } from "../support/raw-http-client.ts";
import type { Ledger, Outcome } from "./ledger.ts";
import { patiently } from "./patience.ts";
import type { ChaosRequest } from "./requests.ts";

/** How a client behaves. */
export interface SessionOptions {
  readonly port: number;
  readonly random: Random;
  readonly ledger: Ledger;
  /** The next request to send. */
  readonly next: () => ChaosRequest;
  /** Once in how many requests the client leaves before it has its response; `undefined`: never. */
  readonly leavesOneIn?: number;
}

const mostRequests = 8;

/** One connection, from its beginning to its end: some requests, one after the other. */
export async function session(options: SessionOptions): Promise<void> {
  const from = performance.now();
  const request = options.next();
  const opened = await open(options.port);
  if (!(opened instanceof RawHTTPClient)) return options.ledger.enter(request, opened, from);
  try {
    await converse(opened, request, from, options);
  } finally {
    opened.close();
  }
}

async function open(port: number): Promise<RawHTTPClient | Outcome> {
  try {
    return (await patiently(RawHTTPClient.connect(port))) ?? { kind: "unanswered" };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    return code === "ECONNREFUSED" ? { kind: "refused" } : { kind: "cut", text: code };
  }
}

async function converse(
  client: RawHTTPClient,
  first: ChaosRequest,
  begunAt: number,
  { random, ledger, next, leavesOneIn }: SessionOptions,
): Promise<void> {
  let [request, from] = [first, begunAt];
  for (let left = random.below(mostRequests); ; left--) {
    const isLeaving = leavesOneIn !== undefined && random.oneIn(leavesOneIn);
    const outcome = isLeaving
      ? await leave(client, request, random)
      : await exchange(client, request, left === 0);
    ledger.enter(request, outcome, from);
    if (outcome.kind !== "right" && outcome.kind !== "failed") return;
    if (left === 0) return expectEnd(client, request, ledger);
    [request, from] = [next(), performance.now()];
  }
}

async function exchange(client: RawHTTPClient, request: ChaosRequest, isLast: boolean): Promise<Outcome> {
  void client.send(`${request.head}${isLast ? "Connection: close\r\n" : ""}\r\n${request.body}`);
  try {
    const response = await patiently(client.readResponse());
    return response === undefined ? { kind: "unanswered" } : outcomeOf(request, response);
  } catch {
    return { kind: "cut", text: client.socket.errored?.message ?? "closed" };
  }
}

function outcomeOf(request: ChaosRequest, response: RawResponse): Outcome {
  if (request.isRight(response)) return { kind: "right" };
  const { code, body } = response;
  const prefix = `failed ${request.id} `;
  // Without the id it may be the response to another request: nothing explains that.
  const text = body.startsWith(prefix)
    ? body.slice(prefix.length).trim()
    : `unexpected ${JSON.stringify(body.slice(0, 200))}`;
  return { kind: "failed", status: code, text };
}

/** After the last response the server closes, and sends nothing more. */
async function expectEnd(client: RawHTTPClient, request: ChaosRequest, ledger: Ledger): Promise<void> {
  const rest = await patiently(client.readToEnd());
  if (rest !== "") ledger.fault(`${request.route} ${request.id}: ${rest ?? "no end"} after the response`);
}

/** Goes away at a point that chance chooses. */
async function leave(client: RawHTTPClient, request: ChaosRequest, random: Random): Promise<Outcome> {
  const bytes = `${request.head}\r\n${request.body}`;
  const point = random.pick([
    "before the request",
    "in the request",
    "before the response",
    "in the response",
  ]);
  if (point === "in the request") await client.send(bytes.slice(0, 1 + random.below(bytes.length - 1)));
  if (point.endsWith("the response")) await client.send(bytes);
  if (point === "in the response") await patiently(client.readUntil("\r\n").catch(() => ""));
  if (random.oneIn(2)) client.socket.resetAndDestroy();
  return { kind: "left", point };
}
