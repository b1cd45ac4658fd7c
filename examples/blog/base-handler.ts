import { HTTPError, RequestHandler, type SendErrorOptions } from "typhoon/web";
import { type Author, findAuthor } from "./authors.ts";

const cookieName = "author";

/** What all pages of the blog have: who is logged in, and what browsers may do with them. */
export class BaseHandler extends RequestHandler {
  override setDefaultHeaders() {
    // No script runs here, whatever an entry has in it.
    this.setHeader(
      "Content-Security-Policy",
      "default-src 'self'; script-src 'none'; img-src https: 'self'; form-action 'self'; frame-ancestors 'none'",
    );
    this.setHeader("X-Content-Type-Options", "nosniff");
    this.setHeader("Referrer-Policy", "same-origin");
  }

  /** Templates ask for the user, and cannot wait. */
  override async prepare() {
    await this.loadCurrentUser();
  }

  override async getCurrentUser(): Promise<Author | undefined> {
    const id = this.getSignedCookie(cookieName);
    return id === undefined ? undefined : findAuthor(Number(id));
  }

  /** Lets the browser act as that author. */
  logIn(authorId: number) {
    const secure = this.request.protocol === "https";
    this.setSignedCookie(cookieName, String(authorId), { httpOnly: true, sameSite: "Lax", secure });
  }

  logOut() {
    this.clearCookie(cookieName);
  }

  /** Goes where the form says, but never to another site: a link to our login page must not end on somebody else's. */
  redirectToNext() {
    const next = this.getArgument("next", "/");
    this.redirect(/^\/(?![/\\])[\x21-\x7e]*$/.test(next) ? next : "/");
  }

  /** A mistake of the client gets a page like others; with `debug`, ours shows where it is. */
  override async writeError(status: number, options: SendErrorOptions) {
    if (status >= 500) return super.writeError(status, options);
    const { error } = options;
    // A request may be refused before `prepare`.
    await this.loadCurrentUser();
    const message = error instanceof HTTPError ? error.logMessage : undefined;
    return this.render("error.html", { status, message });
  }

  /** The address of this site, for those who read the feed elsewhere. */
  get siteUrl(): string {
    const { protocol, host } = this.request;
    return String(this.settings["siteUrl"] || `${protocol}://${host}`).replace(/\/$/, "");
  }
}

/** Any other address. */
export class NotFoundHandler extends BaseHandler {
  override async prepare() {
    await super.prepare();
    throw new HTTPError(404);
  }
}
