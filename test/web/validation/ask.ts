import type { HTTPHeaders } from "typhoon/httputil";
import { type Injection, inject } from "typhoon/testing";
import { Application, type ApplicationSettings, type HandlerClass, type InputError } from "typhoon/web";

/** An answer that holds JSON, or nothing. */
export interface JSONAnswer {
  readonly status: number;
  readonly headers: HTTPHeaders;
  readonly type: string | undefined;
  readonly value: unknown;
}

/** Asks an application with this one class, at any path, in memory. */
export async function ask(
  handlerClass: HandlerClass,
  injection: Injection,
  settings: ApplicationSettings = {},
): Promise<JSONAnswer> {
  const application = new Application([["/(?<id>[^/]*)", handlerClass]], { logFunction() {}, ...settings });
  const response = await inject(application, injection);
  const text = await response.text();
  const { status, headers } = response;
  return {
    status,
    headers,
    type: headers.get("Content-Type"),
    value: text === "" ? undefined : JSON.parse(text),
  };
}

/** A request with a JSON body. */
export function json(value: unknown, method = "POST"): Injection {
  return { method, body: JSON.stringify(value), headers: { "Content-Type": "application/json" } };
}

/** A request with a urlencoded form. */
export function form(body: string): Injection {
  return { method: "POST", body, headers: { "Content-Type": "application/x-www-form-urlencoded" } };
}

/** What a problem says of each field: `in path: message`. */
export function errorsIn({ value }: JSONAnswer): string[] {
  const { errors } = value as { errors: readonly InputError[] };
  return errors.map(({ in: part, path, message }) => `${part} ${path}: ${message}`);
}

/** Where a problem has found something. */
export function placesIn({ value }: JSONAnswer): string[] {
  const { errors } = value as { errors: readonly InputError[] };
  return errors.map(({ in: part, path }) => `${part} ${path}`.trim());
}
