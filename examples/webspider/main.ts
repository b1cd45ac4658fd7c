// A spider: it reads every page of a site that is linked from its first one, several at a time, and says what it found.
// Pages to read wait in a queue, workers take them out, and join() tells when there is nothing more to read.
//
// Run:  node build/examples/webspider/main.js http://localhost:8000/
//       CONCURRENCY pages at a time (10), MAX_PAGES in all (1000), PAUSE_MS between two pages of a worker (100)
// See:  a line for each page, and at the end how many were read, how many failed, and how long it took.
//       It is polite: it stays on the site, says who it is, obeys robots.txt, reads each page once, and no page beyond
//       a size.
import { sleep } from "typhoon/gen";
import { AsyncHTTPClient, HTTPClientError, type HTTPResponse } from "typhoon/httpclient";
import { Queue } from "typhoon/queues";

const start = new URL(process.argv[2] ?? "http://localhost:8000/");
const concurrency = Number(process.env["CONCURRENCY"] ?? 10);
const maxPages = Number(process.env["MAX_PAGES"] ?? 1000);
const pauseMs = Number(process.env["PAUSE_MS"] ?? 100);

const client = new AsyncHTTPClient();
const politely = { userAgent: "typhoon-webspider/1.0", requestTimeoutMs: 20_000, maxBodySize: 2_000_000 };

const queue = new Queue<string>();
const seen = new Set<string>();
const disallowed = await readRobots();
let read = 0;
let failed = 0;

const startedAt = performance.now();
enqueue(start);
const workers = Array.from({ length: concurrency }, work);
await queue.join();
// The loops of the workers end.
queue.shutdown();
await Promise.all(workers);
const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
console.log(`${read} pages read, ${failed} failed, in ${seconds} s`);

async function work(): Promise<void> {
  for await (const url of queue) {
    try {
      await readPage(url);
      read++;
    } catch (error) {
      failed++;
      console.log(`${url} failed: ${error instanceof Error ? error.message : error}`);
    } finally {
      // Links that it has were put in before: so the queue is not done as long as there may be more.
      queue.taskDone();
    }
    await sleep(pauseMs);
  }
}

async function readPage(url: string): Promise<void> {
  const response = await client.fetch(url, politely);
  const links = isPage(response) ? linksOf(response) : [];
  console.log(`${url} ${response.body.length} bytes, ${links.length} links`);
  for (const link of links) enqueue(link);
}

/** Each page once, of this site only, and not more than so many. */
function enqueue(url: URL): void {
  url.hash = "";
  const isWanted = url.origin === start.origin && !disallowed.some((path) => url.pathname.startsWith(path));
  if (!isWanted || seen.has(url.href) || seen.size >= maxPages) return;
  seen.add(url.href);
  queue.putNowait(url.href);
}

function isPage({ headers }: HTTPResponse): boolean {
  return headers.get("Content-Type")?.startsWith("text/html") ?? false;
}

/** Good enough for an example; a real spider has a parser of HTML. */
function linksOf({ body, effectiveUrl }: HTTPResponse): URL[] {
  const references = body.toString().matchAll(/<a\s[^>]*?href\s*=\s*["']?([^"'\s>]+)/gi);
  return [...references].flatMap(([, reference = ""]) => {
    return URL.canParse(reference, effectiveUrl) ? [new URL(reference, effectiveUrl)] : [];
  });
}

/** The beginnings of paths that the site does not want to be read by every robot. */
async function readRobots(): Promise<string[]> {
  try {
    const { body } = await client.fetch(new URL("/robots.txt", start).href, politely);
    const groups = body.toString().split(/\n(?=user-agent:)/i);
    const lines = groups
      .filter((group) => /^user-agent:\s*\*/i.test(group))
      .flatMap((group) => group.split("\n"));
    return lines.flatMap((line) => /^disallow:\s*(\S+)/i.exec(line)?.[1] ?? []);
  } catch (error) {
    if (error instanceof HTTPClientError && error.statusCode === 404) return [];
    throw error;
  }
}
