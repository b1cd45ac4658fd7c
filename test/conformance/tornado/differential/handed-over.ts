import { RawHTTPClient } from "../../../support/raw-http-client.ts";
import { type Ask, type Exchange, exchangeOf } from "./requests/ask.ts";

/** What one side has made, and requests that carry it to both. */
interface HandedOver {
  readonly made: Ask;
  readonly shown: (cookie: string, body: string) => readonly Ask[];
}

const values = ["value", "naïve €", "", "a|b;c,d e"];
const shownTo = (line: string, Host: string) => (Cookie: string) => [line, { Host, Cookie }] as const;

/** By whom a signed cookie is made, and who is asked to read it. */
const hosts = [
  ["plain.test", "plain.test"],
  ["old-key.test", "old-key.test"],
  ["old-key.test", "new-key.test"],
  ["new-key.test", "old-key.test"],
  ["old-key.test", "lost-key.test"],
  ["new-key.test", "lost-key.test"],
  ["plain.test", "new-key.test"],
] as const;

const signed: readonly HandedOver[] = hosts.flatMap(([maker, reader]) =>
  values.map(
    (value): HandedOver => ({
      made: [`GET /signed/set/2?name=key&value=${encodeURIComponent(value)}`, { Host: maker }],
      shown: (cookie) => [
        ...["/signed/get/1?name=key", "/signed/get/2?name=key", "/signed/get/1?name=other"].map((path) =>
          shownTo(`GET ${path}`, reader)(cookie),
        ),
        shownTo("GET /signed/get/1?name=other", reader)(cookie.replace("key=", "other=")),
        shownTo("GET /signed/get/1?name=key", reader)(cookie.replace(/[0-9a-f](?="?$)/, "")),
      ],
    }),
  ),
);

const signedOfOld: readonly HandedOver[] = values.map((value) => ({
  made: [`GET /signed/set/1?name=key&value=${encodeURIComponent(value)}`],
  shown: (cookie) => [
    shownTo("GET /signed/get/1?name=key", "plain.test")(cookie),
    shownTo("GET /signed/get/2?name=key", "plain.test")(cookie),
    shownTo("GET /signed/get/1?name=key", "new-key.test")(cookie),
  ],
}));

const form = { "Content-Type": "application/x-www-form-urlencoded" };

const tokens: readonly HandedOver[] = ["xsrf.test", "xsrf1.test"].map((Host) => ({
  made: ["GET /form", { Host }],
  shown: (Cookie, body) => {
    const token = encodeURIComponent(/value="([^"]*)"/.exec(body)?.[1] ?? "");
    return ["xsrf.test", "xsrf1.test"].flatMap((reader): Ask[] => [
      ["POST /form", { ...form, Host: reader, Cookie }, `_xsrf=${token}`],
      ["DELETE /form", { Host: reader, Cookie, "X-Csrftoken": decodeURIComponent(token) }],
      ["POST /form", { ...form, Host: reader, Cookie }, `_xsrf=${token.replace(/^../, "3%")}`],
      ["POST /form", { ...form, Host: reader }, `_xsrf=${token}`],
      ["GET /form", { Host: reader, Cookie }],
    ]);
  },
}));

const all: readonly HandedOver[] = [...signed, ...signedOfOld, ...tokens];

/** What is made, for a comparison of its form. */
export const makings: readonly Exchange[] = all.map(({ made }) => exchangeOf(made));

/** Has a side make everything, and returns what both have to understand in the same way. */
export async function madeBy(port: number): Promise<Exchange[]> {
  const shown = await Promise.all(all.map((handedOver) => makeOne(port, handedOver)));
  return shown.flat();
}

async function makeOne(port: number, { made, shown }: HandedOver): Promise<Exchange[]> {
  const client = await RawHTTPClient.connect(port);
  await client.send(exchangeOf(made).bytes);
  const { headers, body } = await client.readResponse();
  client.close();
  const [cookie = ""] = (headers.get("set-cookie") ?? "").split("; ");
  return shown(cookie, body).map(exchangeOf);
}
