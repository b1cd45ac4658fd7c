import { addAuthor, findAccount, hasAuthor } from "./authors.ts";
import { BaseHandler } from "./base-handler.ts";
import { hashPassword, isPassword } from "./passwords.ts";

const shortestPassword = 8;

/** Makes the account of the author: there is one, and whoever comes first is it. */
export class CreateAuthorHandler extends BaseHandler {
  override async get() {
    if (await hasAuthor()) return this.redirect("/auth/login");
    return this.#form();
  }

  override async post() {
    const email = this.getArgument("email").toLowerCase();
    const name = this.getArgument("name");
    const password = this.getArgument("password", { type: String, strip: false });
    if (!/^\S+@\S+$/.test(email) || name === "") return this.#form("A name and an e-mail address, please.");
    if (password.length < shortestPassword)
      return this.#form(`A password has ${shortestPassword} characters or more.`);
    // Nobody hashes passwords here for nothing.
    if (await hasAuthor()) return this.#form("This blog has an author already.", 409);
    const id = await addAuthor(email, name, await hashPassword(password));
    if (id === undefined) return this.#form("This blog has an author already.", 409);
    this.logIn(id);
    this.redirectToNext();
  }

  #form(error?: string, status = error === undefined ? 200 : 400) {
    this.setStatus(status);
    return this.render("create-author.html", { error, shortestPassword });
  }
}

/** Lets the author in. */
export class LoginHandler extends BaseHandler {
  override async get() {
    if (!(await hasAuthor())) return this.redirect("/auth/create");
    return this.render("login.html", { error: undefined });
  }

  override async post() {
    const account = await findAccount(this.getArgument("email").toLowerCase());
    const isAuthor = await isPassword(
      this.getArgument("password", { type: String, strip: false }),
      account?.password,
    );
    if (account === undefined || !isAuthor) {
      this.setStatus(403);
      return this.render("login.html", { error: "Wrong e-mail address or password." });
    }
    this.logIn(account.id);
    return this.redirectToNext();
  }
}

/** Lets the author out: by a form, because a link could stand on any page. */
export class LogoutHandler extends BaseHandler {
  override post() {
    this.logOut();
    this.redirect("/");
  }
}
