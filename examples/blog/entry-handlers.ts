import { authenticated, HTTPError } from "typhoon/web";
import { BaseHandler } from "./base-handler.ts";
import {
  addEntry,
  allEntries,
  changeEntry,
  type EntryLink,
  findEntry,
  findEntryById,
  recentEntries,
} from "./entries.ts";

/** The newest entries. */
export class HomeHandler extends BaseHandler {
  override async get() {
    await this.render("home.html", { entries: await recentEntries(5) });
  }
}

/** The titles of all entries, by year. */
export class ArchiveHandler extends BaseHandler {
  override async get() {
    await this.render("archive.html", { years: byYear(await allEntries()) });
  }
}

/** One entry. */
export class EntryHandler extends BaseHandler {
  override async get(slug: string) {
    const entry = await findEntry(slug);
    if (entry === undefined) throw new HTTPError(404);
    await this.render("entry.html", { entry });
  }
}

/** The newest entries for feed readers, as Atom (RFC 4287). */
export class FeedHandler extends BaseHandler {
  override async get() {
    this.setHeader("Content-Type", "application/atom+xml; charset=UTF-8");
    await this.render("feed.xml", { entries: await recentEntries(20), siteUrl: this.siteUrl });
  }
}

/** Writes an entry, or changes the one with the `id`. */
export class ComposeHandler extends BaseHandler {
  @authenticated
  override async get() {
    const id = this.getArgument("id", undefined, { type: Number });
    const entry = id === undefined ? undefined : await findEntryById(id);
    if (id !== undefined && entry === undefined) throw new HTTPError(404);
    await this.render("compose.html", { entry });
  }

  @authenticated
  override async post() {
    const id = this.getArgument("id", undefined, { type: Number });
    const draft = {
      title: printable(this.getArgument("title")),
      markdown: printable(this.getArgument("markdown")),
    };
    if (draft.title === "") throw new HTTPError(400, "an entry needs a title");
    const slug = id === undefined ? await addEntry(this.#authorId, draft) : await changeEntry(id, draft);
    if (slug === undefined) throw new HTTPError(404);
    this.redirect(this.reverseUrl("entry", slug));
  }

  get #authorId(): number {
    if (this.currentUser === undefined) throw new HTTPError(403);
    return this.currentUser.id;
  }
}

function byYear(entries: readonly EntryLink[]): Map<number, EntryLink[]> {
  const years = new Map<number, EntryLink[]>();
  for (const entry of entries) {
    const year = entry.published.getUTCFullYear();
    years.set(year, [...(years.get(year) ?? []), entry]);
  }
  return years;
}

/** Without the characters that XML does not allow: one of them, pasted into an entry, would break the feed. */
function printable(text: string): string {
  return text.replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "");
}
