import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { after, before, describe, type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { launchChromium, withoutChromium } from "../support/chromium.ts";

/** An event of the page's log, see examples/demo/page/event-log.js. */
interface DemoEvent {
  readonly type: string;
  readonly working?: number;
  readonly ok?: boolean;
  readonly running?: number;
  readonly queued?: number;
}

const root = fileURLToPath(new URL("../../../", import.meta.url));

describe("the demo in a browser", { skip: withoutChromium }, () => {
  let browser: Browser;
  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser.close());

  for (const way of ["plain", "async"]) {
    test(`nobody else is answered while a job runs ${way}`, async (t) => {
      const page = await openDemo(t, browser);

      const events = await runJob(page, way);

      const answered = events.filter(({ type, working = 0 }) => type === "ping-answered" && working > 0);
      assert.equal(answered.length, 0, "the server answered a ping while it had a job in hand");
      assert.ok(longestSilence(events) >= 10, "pings were sent, and none of them was answered meanwhile");
      await page
        .locator("[role=status]", { hasText: /^Frozen: 0 of \d+ other requests were answered/ })
        .waitFor();
    });
  }

  test("everybody else is answered while a job runs unblocked", async (t) => {
    const page = await openDemo(t, browser);

    const events = await runJob(page, "unblocked");

    const answered = events.filter(({ type, working = 0 }) => type === "ping-answered" && working > 0);
    assert.ok(
      answered.length >= 10,
      `${answered.length} pings were answered while the server had the job in hand`,
    );
  });

  test("of ten unblocked jobs four run and six wait, and in the end all are done", async (t) => {
    const page = await openDemo(t, browser);

    await choose(page, "wait", 1);
    await page.click("#ten");
    const answered = await eventOf(page, "ten-answered");
    await page.locator("[data-stat=completed]", { hasText: /^10$/ }).waitFor();

    const pool = (await logOf(page)).filter(({ type }) => type === "pool");
    assert.equal(answered.ok, true);
    assert.ok(pool.some(({ running, queued }) => running === 4 && queued === 6));
    assert.deepEqual(await page.locator("#jobs .state").allTextContents(), Array(10).fill("done"));
  });

  test("the threads and the queue that are shown are those of the pool's numbers, from the first report on", async (t) => {
    const page = await openDemo(t, browser);
    await page.evaluate(watchPool);

    await choose(page, "wait", 1);
    await page.click("#ten");
    await eventOf(page, "ten-answered");
    await page.locator("[data-stat=completed]", { hasText: /^10$/ }).waitFor();

    const shown = await page.evaluate<string[]>("window.shownPools");
    assert.ok(shown.includes("4 of 4 on threads, 6 of 6 in the queue"), shown.join("; "));
    assert.deepEqual(
      shown.filter((each) => !/^(\d+) of \1 on threads, (\d+) of \2 in/.test(each)),
      [],
    );
  });

  test("what is said of a freeze is taken back when the server answers again", async (t) => {
    const page = await openDemo(t, browser);
    const { origin } = new URL(page.url());

    const job = fetch(`${origin}/plain?kind=wait&seconds=2`);
    await page.locator("[role=status]", { hasText: "The server is frozen" }).waitFor();
    await page.locator("body[data-server=frozen]").waitFor();
    await job;

    // A busy machine may make it slow for a while before or after.
    await page.locator("body[data-server=answers]").waitFor();
    await page.locator("#announcement", { hasText: /^The server answers again\.$/ }).waitFor();
    await page.locator("#verdict", { hasText: /^Answers in \d+ ms$/ }).waitFor();
  });

  test("answers that come late are called slow, not frozen", async (t) => {
    const page = await openDemo(t, browser);
    await page.route("**/ping?*", async (route) => {
      const response = await route.fetch();
      await new Promise((resolve) => setTimeout(resolve, 1000));
      await route.fulfill({ response }).catch(() => {});
    });

    await page.locator("body[data-server=slow]").waitFor();
    await page.locator("#verdict", { hasText: /^Slow: answers take 1\.\d s$/ }).waitFor();
    await page.unrouteAll({ behavior: "ignoreErrors" });
  });

  test("requests for two addresses come to the server at the same time, even where equal ones do not", async (t) => {
    const page = await openDemo(t, browser);

    await page.click("#own-addresses");

    await page.locator("#tabs-verdict", { hasText: "at the same time" }).waitFor();
  });

  test("shows the code that runs", async (t) => {
    const page = await openDemo(t, browser);
    const source = readFileSync(`${root}examples/demo/handlers.ts`, "utf8");

    await page.locator(".decorator").waitFor();
    const shown = await page.locator(".way code").allTextContents();

    assert.equal(shown.length, 3);
    for (const code of shown) assert.ok(code.includes("work(this.job)") && source.includes(code));
  });
});

test("the demo says in a sentence that its port is taken", async (t) => {
  const { port } = await startDemo(t);

  const second = spawnDemo(String(port));
  const error = textOf(second.stderr);
  const [code] = await once(second, "close");

  assert.equal(code, 1);
  assert.match(await error, new RegExp(`^Cannot listen on port ${port} .*another program already does.*\n$`));
});

test("Ctrl+C ends the demo without a word, also while a job runs", async (t) => {
  const { server, port } = await startDemo(t);
  const error = textOf(server.stderr);
  const answer = fetch(`http://localhost:${port}/unblocked?seconds=10`).then(
    () => "answered",
    () => "cut",
  );
  await jobRuns(port);

  server.kill("SIGINT");
  const [code, signal] = await once(server, "close");

  assert.deepEqual([code, signal, await error, await answer], [null, "SIGINT", "", "cut"]);
});

/** Runs in the page: notes how many jobs are shown at each report, and how many the pool has. */
const watchPool = `
  window.shownPools = [];
  const count = (selector) => document.querySelectorAll(selector).length;
  const stat = (name) => document.querySelector("[data-stat=" + name + "]").textContent;
  new MutationObserver(() => {
    const threads = count("#threads .busy") + " of " + stat("running") + " on threads";
    window.shownPools.push(threads + ", " + count("#queue li:not(.none)") + " of " + stat("queued") + " in the queue");
  }).observe(document.querySelector("#jobs"), { childList: true });
`;

/** Opens the page; when the test ends, it must have had no errors and asked nobody but its own server. */
async function openDemo(t: TestContext, browser: Browser): Promise<Page> {
  const page = await browser.newPage();
  // The server ends after the page, or the page would complain about that. Hooks run in this order.
  t.after(() => page.close());
  const { port } = await startDemo(t);
  const complaints: string[] = [];
  const origins = new Set<string>();
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => origins.add(new URL(request.url()).origin));
  t.after(() => {
    assert.deepEqual(complaints, []);
    assert.deepEqual([...origins], [`http://localhost:${port}`]);
  });
  await page.goto(`http://localhost:${port}/`);
  await eventOf(page, "ping-answered");
  return page;
}

/** Presses the button of that way, and resolves with what the page saw from then until the job was answered. */
async function runJob(page: Page, way: string): Promise<DemoEvent[]> {
  await choose(page, "hash", 2);
  await page.click(`[data-way=${way}] .start`);
  const answer = await eventOf(page, "job-answered");
  assert.equal(answer.ok, true);
  const events = await logOf(page);
  return events.slice(indexOf(events, "job-sent"), indexOf(events, "job-answered"));
}

async function choose(page: Page, kind: string, seconds: number): Promise<void> {
  await page.locator(`[name=kind][value=${kind}]`).check({ force: true });
  await page.locator("[name=seconds]").fill(String(seconds));
}

async function logOf(page: Page): Promise<DemoEvent[]> {
  return page.evaluate<DemoEvent[]>("window.demo.log");
}

/** The first event of that type, once there is one. */
async function eventOf(page: Page, type: string): Promise<DemoEvent> {
  return page.evaluate<DemoEvent>(`window.demo.until("${type}")`);
}

function indexOf(events: readonly DemoEvent[], wanted: string): number {
  return events.findIndex(({ type }) => type === wanted);
}

/** How many pings were sent in a row without one being answered. */
function longestSilence(events: readonly DemoEvent[]): number {
  let longest = 0;
  let current = 0;
  for (const { type } of events) {
    if (type === "ping-sent") longest = Math.max(longest, ++current);
    if (type === "ping-answered") current = 0;
  }
  return longest;
}

/** Starts the demo on a free port, until the test ends. */
async function startDemo(t: TestContext): Promise<{ readonly server: ChildProcess; readonly port: number }> {
  const server = spawnDemo("0");
  t.after(() => server.kill("SIGKILL"));
  const [line] = (await once(server.stdout, "data")) as [Buffer];
  const found = /^See it at http:\/\/localhost:(\d+)\/ .*\n$/.exec(line.toString());
  assert.ok(found, `the demo printed ${line.toString()}`);
  return { server, port: Number(found[1]) };
}

function spawnDemo(port: string) {
  return spawn(process.execPath, [`${root}build/examples/demo/main.js`], {
    env: { ...process.env, PORT: port },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

async function textOf(stream: AsyncIterable<Buffer> | null): Promise<string> {
  let text = "";
  for await (const piece of stream ?? []) text += piece.toString();
  return text;
}

/** Resolves once the server reports that its pool runs a job. */
async function jobRuns(port: number): Promise<void> {
  const live = await fetch(`http://localhost:${port}/live`);
  for await (const piece of live.body ?? []) {
    if (/"running":[1-9]/.test(Buffer.from(piece).toString())) return;
  }
}
