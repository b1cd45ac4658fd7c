import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, type TestContext, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import type { HTTPResponse } from "typhoon/httpclient";
import { HTTPTestClient } from "typhoon/testing";
import { launchChromium, withoutChromium } from "../support/chromium.ts";
import { type Program, startProgram } from "../support/start-program.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const ann = { name: "Ann <b>", email: "ann@example.com", password: "correct horse" };

test("an author registers, writes, changes and leaves; readers see it, in pages and in the feed", async (t) => {
  const { client } = await startBlog(t);
  await post(client, "/auth/create", ann);

  const published = await post(client, "/compose", {
    title: "Wörld & <i>",
    markdown: "**bold** <script>x</script> \f[bad](javascript:x)",
  });
  const path = published.headers.get("Location") ?? "";
  const written = await textOf(client, path);
  await post(client, "/compose", { id: "1", title: "Changed", markdown: "new text" });
  const changed = await textOf(client, path);

  assert.equal(path, "/entry/world-i");
  assert.match(written, /<title>Wörld &amp; &lt;i&gt; –/);
  assert.match(written, /· Ann &lt;b&gt;/);
  assert.match(
    written,
    /<p><strong>bold<\/strong> &lt;script&gt;x&lt;\/script&gt; \[bad\]\(javascript:x\)<\/p>/,
  );
  assert.match(changed, /<h1><a href="\/entry\/world-i">Changed<\/a><\/h1>[\s\S]*<p>new text<\/p>/);
  assert.match(
    await textOf(client, "/archive"),
    /<h2>\d{4}<\/h2>[\s\S]*<a href="\/entry\/world-i">Changed<\/a>/,
  );
  await post(client, "/auth/logout", {});
  assert.equal((await client.fetch("/compose")).headers.get("Location"), "/auth/login?next=%2Fcompose");
});

test("the feed is what RFC 4287 asks for: identities, dates, and whole addresses", async (t) => {
  const { client } = await startBlog(t, { SITE_URL: "https://blog.example/" });
  await post(client, "/auth/create", ann);
  for (const title of ["One", "One"]) await post(client, "/compose", { title, markdown: "a & b" });

  const response = await client.fetch("/feed");
  const feed = response.body.toString();

  assert.equal(response.headers.get("Content-Type"), "application/atom+xml; charset=UTF-8");
  assert.match(
    feed,
    /^<\?xml version="1\.0" encoding="utf-8"\?>\n<feed xmlns="http:\/\/www\.w3\.org\/2005\/Atom">/,
  );
  assert.equal(feed.match(/<id>urn:uuid:[0-9a-f-]{36}<\/id>/g)?.length, 2);
  assert.match(feed, /<link rel="self" href="https:\/\/blog\.example\/feed"/);
  assert.match(feed, /<link rel="alternate" href="https:\/\/blog\.example\/entry\/one-2"/);
  for (const tag of ["published", "updated"])
    assert.match(feed, new RegExp(`<${tag}>\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z</${tag}>`));
  assert.match(feed, /<content type="html"[^>]*>&lt;p&gt;a &amp;amp; b&lt;\/p&gt;/);
  const again = await client.fetch("/feed", {
    headers: { "If-None-Match": response.headers.get("Etag") ?? "" },
  });
  assert.equal(again.code, 304);
});

test("strangers get in nowhere: no second author, no other's password, no form of another site", async (t) => {
  const { client, url } = await startBlog(t);
  await post(client, "/auth/create", ann);
  const stranger = visitor(t, url);

  const second = await post(stranger, "/auth/create", { ...ann, email: "eve@example.com" });
  const guess = await post(stranger, "/auth/login", { ...ann, password: "correct mouse" });
  const unknown = await post(stranger, "/auth/login", { ...ann, email: "eve@example.com" });
  const forged = await client.fetch("/compose", form({ title: "forged", markdown: "" }));
  const anonymous = await post(stranger, "/compose", { title: "anonymous", markdown: "" });
  const away = await post(stranger, "/auth/login", { ...ann, next: "//evil.example" });

  assert.deepEqual(
    [second, guess, unknown, forged, anonymous].map(({ code }) => code),
    [409, 403, 403, 403, 403],
  );
  assert.match(forged.body.toString(), /_xsrf/);
  for (const { body } of [guess, unknown]) assert.match(body.toString(), /Wrong e-mail address or password/);
  assert.deepEqual([away.code, away.headers.get("Location")], [302, "/"]);
  assert.match(await textOf(stranger, "/"), /Nothing here yet/);
});

test("it runs from source with tsx, too", async (t) => {
  const env = { DATABASE: join(temporaryFolder(t), "blog.db") };
  const program = await startProgram(t, ["--import", "tsx", "examples/blog/main.ts", "--logging=error"], {
    env,
  });

  const page = await program.fetch("/");

  assert.match(page.body, /Log in to write the first entry/);
  assert.match(page.body, /\/static\/blog\.css\?v=[0-9a-f]{128}/);
});

describe("the blog in a browser", { skip: withoutChromium }, () => {
  let browser: Browser;
  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser.close());

  test("somebody makes the account, writes an entry, changes it, and leaves", async (t) => {
    const page = await openBlog(t, browser);
    await page.click("text=Log in to write the first entry");
    await submit(page, ann, "Create account");
    await page.click("text=Write the first entry");
    await submit(page, { title: "Hello", markdown: "# Wind\n\nIt *blows*." }, "Publish");

    assert.equal(new URL(page.url()).pathname, "/entry/hello");
    assert.equal(await page.locator("article em").textContent(), "blows");
    await page.click("text=Edit");
    assert.equal(await page.locator("textarea").inputValue(), "# Wind\n\nIt *blows*.");
    await submit(page, { markdown: "It is still." }, "Save changes");
    assert.equal(await page.locator("article .text").innerText(), "It is still.");
    await page.click("nav >> text=Archive");
    await page.click("main >> text=Hello");
    await page.click("text=Log out");
    assert.equal(await page.locator("text=Edit").count(), 0);
    await page.click("text=Log in");
    await submit(page, { email: ann.email, password: ann.password }, "Log in");
    assert.equal(await page.locator("text=New entry").count(), 1);
  });
});

interface Blog {
  readonly program: Program;
  readonly url: string;
  /** Somebody with a browser's cookies. */
  readonly client: HTTPTestClient;
}

async function startBlog(t: TestContext, more: Readonly<Record<string, string>> = {}): Promise<Blog> {
  const folder = temporaryFolder(t);
  const env = { DATABASE: join(folder, "blog.db"), ...more };
  const program = await startProgram(t, ["build/examples/blog/main.js", "--logging=error"], { env });
  const url = (await program.said(/^listening on /)).replace(
    /^listening on http:\/\/localhost/,
    "http://127.0.0.1",
  );
  return { program, url, client: visitor(t, url) };
}

function visitor(t: TestContext, url: string): HTTPTestClient {
  const client = new HTTPTestClient(url, { keepCookies: true });
  t.after(() => client.close());
  return client;
}

/** Posts a form as the page with it would: with the token that came with the page. */
async function post(
  client: HTTPTestClient,
  path: string,
  fields: Readonly<Record<string, string>>,
): Promise<HTTPResponse> {
  const page = await client.fetch("/auth/login", { followRedirects: true });
  const [, token = ""] = /name="_xsrf" value="([^"]+)"/.exec(page.body.toString()) ?? [];
  return client.fetch(path, form({ ...fields, _xsrf: token }));
}

function form(fields: Readonly<Record<string, string>>) {
  return { method: "POST", body: new URLSearchParams(fields).toString() };
}

async function textOf(client: HTTPTestClient, path: string): Promise<string> {
  return (await client.fetch(path)).body.toString();
}

/** Opens the first page; when the test ends, no page may have complained. */
async function openBlog(t: TestContext, browser: Browser): Promise<Page> {
  const page = await browser.newPage();
  t.after(() => page.close());
  const { url } = await startBlog(t);
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  t.after(() => assert.deepEqual(complaints, []));
  await page.goto(url);
  return page;
}

/** Fills a form in and sends it. */
async function submit(page: Page, fields: Readonly<Record<string, string>>, button: string): Promise<void> {
  for (const [name, value] of Object.entries(fields)) await page.fill(`[name=${name}]`, value);
  await page.click(`button:has-text("${button}")`);
}
