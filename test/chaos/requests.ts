import { createHash } from "node:crypto";
import type { Random } from "../support/random.ts";
import type { RawResponse } from "../support/raw-http-client.ts";
import { piecesOfStream } from "./jobs.ts";

/** What a client sends, and which response is right. */
export interface ChaosRequest {
  readonly id: string;
  readonly route: RouteName;
  readonly head: string;
  readonly body: string;
  /** Whether the response is the one to this request, and complete. */
  isRight(response: RawResponse): boolean;
}

export type RouteName = (typeof routes)[number];

const routes = [
  "plain",
  "compute/thread",
  "compute/process",
  "stream/thread",
  "stream/process",
  "upload",
  "die",
  "late",
] as const;

/** How often each is asked, by the number of its entries. */
const mixture: readonly RouteName[] = [
  ...Array<RouteName>(12).fill("plain"),
  ...Array<RouteName>(12).fill("compute/thread"),
  ...Array<RouteName>(12).fill("compute/process"),
  ...Array<RouteName>(4).fill("stream/thread"),
  ...Array<RouteName>(4).fill("stream/process"),
  ...Array<RouteName>(6).fill("upload"),
];

/** Those that end workers are rare, because all others wait meanwhile. */
const oneHarmfulIn = 150;

/** Makes the requests of a client. */
export class RequestMaker {
  readonly #random: Random;
  readonly #prefix: string;
  #count = 0;

  /** @param prefix - what the ids of this client begin with */
  constructor(random: Random, prefix: string) {
    this.#random = random;
    this.#prefix = prefix;
  }

  /** Any request. */
  next(): ChaosRequest {
    if (this.#random.oneIn(oneHarmfulIn)) return this.#make(this.#random.pick(["die", "late"]));
    return this.harmless();
  }

  /** One that ends no worker. */
  harmless(): ChaosRequest {
    return this.#make(this.#random.pick(mixture));
  }

  #make(route: RouteName): ChaosRequest {
    const id = `${this.#prefix}-${++this.#count}`;
    if (route === "upload") return upload(id, this.#random.below(40_000));
    const head = `GET /${route}/${id} HTTP/1.1\r\nHost: chaos\r\n`;
    return { id, route, head, body: "", isRight: (response) => isRight(route, id, response) };
  }
}

function upload(id: string, size: number): ChaosRequest {
  const content = "x".repeat(size);
  const hash = createHash("sha256").update(content).digest("hex");
  const body = `--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n${content}\r\n--b--\r\n`;
  const head = `POST /upload/${id} HTTP/1.1\r\nHost: chaos\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: ${body.length}\r\n`;
  const expected = `done ${id} ${size} ${hash}\n`;
  return { id, route: "upload", head, body, isRight: ({ code, body }) => code === 200 && body === expected };
}

function isRight(route: RouteName, id: string, { code, body }: RawResponse): boolean {
  // Those that end their worker are right if they say so.
  if (route === "die") return code === 500 && body === `failed ${id} ERR_WORKER_EXIT\n`;
  if (route === "late") return code === 503 && body === `failed ${id} ERR_TASK_ABORTED\n`;
  if (code !== 200) return false;
  if (route === "plain") return body === `done ${id}\n`;
  if (route.startsWith("stream")) return body === streamOf(id);
  return body.startsWith(`done ${id} `) && body.length === `done ${id} `.length + 65;
}

function streamOf(id: string): string {
  const pieces = Array.from({ length: piecesOfStream }, (_, piece) => `${id} ${piece}\n`);
  return `${pieces.join("")}done ${id}\n`;
}
