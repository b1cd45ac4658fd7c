import { HTTPInputError, parseCookie } from "typhoon/httputil";
import { Locale } from "typhoon/locale";
import { ParseError, Template } from "typhoon/template";
import {
  acceptedCodings,
  FormLimits,
  openFormReader,
  parseHttpDate,
  requestedRange,
} from "#typhoon/http/httputil/internal.js";
import { isKnownToClient } from "#typhoon/web/handler/preconditions.js";
import { decodeSignedValue } from "#typhoon/web/handler/signed-value.js";
import { browserLocale } from "#typhoon/web/handler/user-locale.js";

/** Something that reads what strangers write. */
export interface Parser {
  readonly name: string;
  /** Of what its input is put together at random. */
  readonly pieces: readonly string[];
  /** Its expressions go on where they stopped, which the count of work takes for a new beginning. Default: `false`. */
  readonly isResumed?: boolean;
  /** What it may throw; anything else is a crash. */
  readonly error?: new (
    ...args: never[]
  ) => Error;
  /** Throws also where what it gives cannot be right. */
  readonly parse: (text: string) => void;
}

const weights = [",", ";", "q", "=", "q=", "0", "1", ".", "5", " ", "\t", "*", "\xe9", "\0", "-"];

function check(isRight: boolean): void {
  if (!isRight) throw new TypeError("This cannot be right");
}

const limits = new FormLimits({ maxParts: 100, maxPartHeaderSize: 2_000_000 });

/** The form in one piece. */
function readForm(contentType: string, form: string): void {
  const reader = openFormReader(contentType, undefined, limits);
  check(reader?.write(Buffer.from(form, "latin1")) === undefined);
  reader?.end();
}

/** What reads header fields, forms and templates, in the order of the layers. */
export const parsers: readonly Parser[] = [
  {
    name: "a template",
    pieces: [
      "{{",
      "}}",
      "{%",
      "%}",
      "{#",
      "#}",
      "if x",
      "end",
      "for x in y",
      "'",
      "`",
      "\\",
      "//",
      " ",
      "x",
      "\n",
    ],
    isResumed: true,
    error: ParseError,
    parse: (text) => void new Template(text, { whitespace: "single" }),
  },
  {
    name: "Cookie",
    pieces: ["a", "=", ";", '"', "\\", "\\134", "\\0", " ", ",", "\xe9", "\0", "__proto__"],
    parse: (text) => check([...parseCookie(text).values()].every((value) => typeof value === "string")),
  },
  {
    name: "Accept-Encoding",
    pieces: ["gzip", "br", "identity", "x-", ...weights],
    parse: (text) => {
      const codings = ["br", "gzip"] as const;
      check(acceptedCodings(text, codings).every((coding) => codings.includes(coding)));
    },
  },
  {
    name: "Accept-Language",
    pieces: ["en", "-US", "zh", "-Hant", "_", ...weights],
    parse: (text) => check(browserLocale(text, "en_US") instanceof Locale),
  },
  {
    name: "Range",
    pieces: ["bytes", "=", "bytes=", "0", "9", "26", "-", ",", " ", "\t", "x"],
    parse: (text) => {
      const range = requestedRange(text, 26);
      if (typeof range === "object") check(range.start >= 0 && range.start < range.end && range.end <= 26);
    },
  },
  {
    name: "If-None-Match",
    pieces: ['"', "W/", "a", ",", " ", "*", "\xe9"],
    isResumed: true,
    parse: (text) => check(typeof isKnownToClient(text, '"a"') === "boolean"),
  },
  {
    name: "If-Modified-Since",
    pieces: ["Mon", "day", ", ", " ", "03", "Feb", "2020", "-", ":", "04:05:06", "GMT", "3"],
    parse: (text) => void parseHttpDate(text),
  },
  {
    name: "a signed value",
    pieces: ["2", "|", ":", "1", "0", "10", "1300000000", "key", "dmFsdWU=", "-", "\xe9"],
    parse: (text) => check(decodeSignedValue("secret", "key", text) === undefined),
  },
  {
    name: "the Content-Type of a form",
    pieces: ["multipart/form-data", ";", "boundary", "=", "b", '"', "\\", " ", "\t", "\xe9", "*", "'"],
    error: HTTPInputError,
    parse: (text) => readForm(`multipart/form-data;${text}`, "--b--\r\n"),
  },
  {
    name: "the head of a part",
    pieces: [
      "form-data",
      ";",
      " ",
      "name",
      "=",
      '"',
      "\\",
      "filename",
      "*",
      "UTF-8''",
      "%41",
      "%",
      ":",
      "\r\n",
      "a",
    ],
    error: HTTPInputError,
    parse: (text) =>
      readForm(
        "multipart/form-data; boundary=b",
        `--b\r\nContent-Disposition: form-data; name="a"${text}\r\n\r\n\r\n--b--\r\n`,
      ),
  },
  {
    name: "the body of a form",
    pieces: [
      "--b",
      "\r",
      "\n",
      "\r\n",
      "-",
      "--",
      "a",
      ":",
      "Content-Disposition: form-data; name=a",
      "\xff",
      "\0",
    ],
    error: HTTPInputError,
    parse: (text) => readForm("multipart/form-data; boundary=b", text),
  },
];
