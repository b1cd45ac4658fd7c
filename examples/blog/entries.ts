import { randomUUID } from "node:crypto";
import { unblock } from "typhoon/concurrent";
import { database, databaseExecutor } from "./database.ts";
import { htmlOf } from "./markdown.ts";
import { slugOf } from "./slug.ts";

/** What an author has written. */
export interface Entry {
  readonly id: number;
  /** Names it in the feed, whatever becomes of its address. */
  readonly uuid: string;
  readonly slug: string;
  readonly title: string;
  readonly markdown: string;
  readonly html: string;
  readonly author: string;
  readonly published: Date;
  readonly updated: Date;
}

/** A line of the archive. */
export type EntryLink = Pick<Entry, "slug" | "title" | "published">;

/** What the form of an entry has in it. */
export interface Draft {
  readonly title: string;
  readonly markdown: string;
}

type Row = NonNullable<ReturnType<ReturnType<typeof database>["get"]>>;

const options = { executor: databaseExecutor, timeoutMs: 10_000 };
const select = "SELECT entries.*, name AS author FROM entries JOIN authors ON authors.id = author_id";

/** The newest entries, the newest first. */
export const recentEntries = unblock(
  (count: number): Entry[] =>
    database().all(`${select} ORDER BY published DESC, entries.id DESC LIMIT ?`, count).map(entryOf),
  options,
);

/** All entries, the newest first, without their texts. */
export const allEntries = unblock((): EntryLink[] => {
  const rows = database().all("SELECT slug, title, published FROM entries ORDER BY published DESC, id DESC");
  return rows.map((row) => ({
    slug: String(row["slug"]),
    title: String(row["title"]),
    published: dateOf(row["published"]),
  }));
}, options);

/** The entry at that address. */
export const findEntry = unblock((slug: string): Entry | undefined => {
  const row = database().get(`${select} WHERE slug = ?`, slug);
  return row === null ? undefined : entryOf(row);
}, options);

/** The entry of that number. */
export const findEntryById = unblock((id: number): Entry | undefined => {
  const row = database().get(`${select} WHERE entries.id = ?`, id);
  return row === null ? undefined : entryOf(row);
}, options);

/** Adds an entry, and tells its slug. Its Markdown is rendered here, on the worker, and once: not for each reader. */
export const addEntry = unblock((authorId: number, { title, markdown }: Draft): string => {
  const slug = freeSlug(slugOf(title));
  const now = new Date().toISOString();
  database().run(
    `INSERT INTO entries (uuid, author_id, slug, title, markdown, html, published, updated)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    [randomUUID(), authorId, slug, title, markdown, htmlOf(markdown), now, now],
  );
  return slug;
}, options);

/** Changes an entry, and tells its slug, which stays: others have links to it. `undefined` if it is not there. */
export const changeEntry = unblock((id: number, { title, markdown }: Draft): string | undefined => {
  const changed = database().run(
    "UPDATE entries SET title = ?, markdown = ?, html = ?, updated = ? WHERE id = ?",
    [title, markdown, htmlOf(markdown), new Date().toISOString(), id],
  );
  if (changed.changes === 0) return undefined;
  return String(database().get("SELECT slug FROM entries WHERE id = ?", id)?.["slug"]);
}, options);

/** `title`, or `title-2` if there is one already, and so on. Nobody else writes meanwhile: there is one worker. */
function freeSlug(slug: string): string {
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? slug : `${slug}-${number}`;
    if (database().get("SELECT id FROM entries WHERE slug = ?", candidate) === null) return candidate;
  }
}

function entryOf(row: Row): Entry {
  return {
    id: Number(row["id"]),
    uuid: String(row["uuid"]),
    slug: String(row["slug"]),
    title: String(row["title"]),
    markdown: String(row["markdown"]),
    html: String(row["html"]),
    author: String(row["author"]),
    published: dateOf(row["published"]),
    updated: dateOf(row["updated"]),
  };
}

function dateOf(value: unknown): Date {
  return new Date(String(value));
}
