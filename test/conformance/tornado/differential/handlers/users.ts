// Cookies, users and tokens; the classes are those of application.py under the same names.
import type { CookieAttributes } from "typhoon/httputil";
import { addSlash, authenticated, RequestHandler, removeSlash, type SignedValueVersion } from "typhoon/web";
import { Handler } from "./incoming.ts";

export class SetCookie extends RequestHandler {
  override get(): void {
    const value = this.getArguments("value", { strip: false }).at(-1) ?? "";
    try {
      this.setCookie(this.getArgument("name"), value, this.#attributes());
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      this.write("refused");
    }
  }

  #attributes(): CookieAttributes {
    const given = (name: string) => this.getArgument(name, undefined);
    const [domain, path, maxAge, expires] = ["domain", "path", "max_age", "expires"].map(given);
    const days = given("expires_days");
    return {
      ...(domain !== undefined && { domain }),
      ...(path !== undefined && { path }),
      ...this.#sameSite(),
      ...(maxAge !== undefined && { maxAgeMs: Number(maxAge) * 1_000 }),
      ...(expires !== undefined && { expires: Number(expires) * 1_000 }),
      ...(days !== undefined && { expiresDays: Number(days) }),
      httpOnly: given("httponly") !== undefined,
      secure: given("secure") !== undefined,
    };
  }

  #sameSite(): CookieAttributes {
    const sameSite = this.getArgument("samesite", undefined);
    return sameSite === undefined ? {} : { sameSite: sameSite as "Lax" };
  }
}

export class ManyCookies extends RequestHandler {
  override get(): void {
    this.setCookie("first", "1", { httpOnly: true });
    this.setCookie("second", "2");
    this.setCookie("first", "3");
  }
}

export class GetCookies extends Handler {
  override get(): void {
    this.show([...this.request.cookies.keys()].map((name) => [name, this.getCookie(name)]));
  }
}

export class ClearCookies extends RequestHandler {
  override get(which: string): void {
    if (which === "one") this.clearCookie("one");
    else if (which === "one-of-site") this.clearCookie("one", { path: "/deep", domain: "example.com" });
    else this.clearAllCookies();
  }
}

export class SetSigned extends RequestHandler {
  override get(version: string): void {
    this.setSignedCookie(this.getArgument("name"), this.getArgument("value"), {
      version: Number(version) as SignedValueVersion,
    });
  }
}

export class GetSigned extends Handler {
  override get(version: string): void {
    const name = this.getArgument("name");
    const minVersion = Number(version) as SignedValueVersion;
    const value = this.getSignedCookie(name, { minVersion });
    this.show([value ?? null, this.getSignedCookieKeyVersion(name) ?? null]);
  }
}

export class Private extends Handler {
  override getCurrentUser(): string | undefined {
    return this.getArgument("user", undefined);
  }
  @authenticated
  override get(): void {
    this.show(["hello", this.currentUser]);
  }
  @authenticated
  override head(): void {
    this.show(["hello", this.currentUser]);
  }
  @authenticated
  override post(): void {
    this.show(["hello", this.currentUser]);
  }
}

export class PrivateElsewhere extends Private {
  override getLoginUrl(): string {
    return "https://login.example/in";
  }
}

export class PrivateWithQuery extends Private {
  override getLoginUrl(): string {
    return "/login?from=here";
  }
}

export class WithSlash extends RequestHandler {
  @addSlash
  override get(): void {
    this.write("slash");
  }
  @addSlash
  override head(): void {
    this.write("slash");
  }
  @addSlash
  override post(): void {
    this.write("slash");
  }
}

export class WithoutSlash extends RequestHandler {
  @removeSlash
  override get(): void {
    this.write("no slash");
  }
  @removeSlash
  override head(): void {
    this.write("no slash");
  }
  @removeSlash
  override post(): void {
    this.write("no slash");
  }
}

export class Form extends Handler {
  override get(): void {
    this.write(this.xsrfFormHtml());
  }
  override post(): void {
    this.show("accepted");
  }
  override put(): void {
    this.show("accepted");
  }
  override delete(): void {
    this.show("accepted");
  }
}
