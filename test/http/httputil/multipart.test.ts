import assert from "node:assert/strict";
import { test } from "node:test";
import { type Form, type FormOptions, HTTPInputError, parseBodyArguments } from "typhoon/httputil";
import { FormLimits, openFormReader } from "#typhoon/http/httputil/internal.js";

const type = 'multipart/form-data; boundary="b"';
const field = 'Content-Disposition: form-data; name="a"';
const part = (head: string, content = "1") => `--b\r\n${head}\r\n\r\n${content}\r\n`;
const file = (parameters: string) => part(`Content-Disposition: form-data; name="f"; ${parameters}`);

/** A form in plain values: `name=content` for a field, `name:filename:type:content` for a file. */
function shown({ arguments: fields, files }: Form): string[] {
  return [
    ...[...fields].flatMap(([name, values]) => values.map((value) => `${name}=${value.toString("latin1")}`)),
    ...[...files].flatMap(([name, all]) =>
      all.map((one) => `${name}:${one.filename}:${one.contentType}:${one.body.toString("latin1")}`),
    ),
  ];
}

/** What becomes of a form that arrives cut at these positions: its values, or the error. */
function read(form: string, cuts: readonly number[] = [], options: FormOptions = {}): string[] | string {
  const bytes = Buffer.from(form, "utf8");
  try {
    const reader = openFormReader(type, undefined, new FormLimits(options));
    let start = 0;
    for (const end of [...cuts, bytes.length]) {
      reader?.write(bytes.subarray(start, end));
      start = end;
    }
    reader?.end();
    return reader === undefined ? "no form" : shown(reader.form);
  } catch (error) {
    if (error instanceof HTTPInputError) return `${error.statusCode} ${error.message}`;
    throw error;
  }
}

function assertSameHoweverCut(form: string, options?: FormOptions): string[] | string {
  const whole = read(form, [], options);
  const length = Buffer.byteLength(form);
  for (let cut = 1; cut < length; cut++) assert.deepEqual(read(form, [cut], options), whole, `cut at ${cut}`);
  const everywhere = Array.from({ length: Math.max(0, length - 1) }, (_, i) => i + 1);
  assert.deepEqual(read(form, everywhere, options), whole, "byte by byte");
  return whole;
}

for (const [what, form, expected] of [
  ["a field", `${part(field)}--b--\r\n`, ["a=1"]],
  ["fields of one name in order", `${part(field, "1")}${part(field, "2")}--b--\r\n`, ["a=1", "a=2"]],
  ["an empty field", `${part(field, "")}--b--\r\n`, ["a="]],
  ["no part at all", "--b--\r\n", []],
  ["a final boundary without a line's end", `${part(field)}--b--`, ["a=1"]],
  ["preamble and epilogue, which mean nothing", `before\r\n${part(field)}--b--\r\nafter --b`, ["a=1"]],
  ["white space after a boundary (RFC 2046 §5.1.1)", `${part(field).replace("--b", "--b \t")}--b--`, ["a=1"]],
  ["content with line ends", `${part(field, "\r\n1\r\n\r")}--b--`, ["a=\r\n1\r\n\r"]],
  [
    "content that resembles a delimiter",
    `${part(field, "\r\n--\r\n-b\r--b\n--b\r\n--a")}--b--`,
    ["a=\r\n--\r\n-b\r--b\n--b\r\n--a"],
  ],
  ["names and any order of parameters", `${part("content-disposition: Form-Data;NAME=a;x=y")}--b--`, ["a=1"]],
  ["a name in UTF-8 (RFC 7578 §5.1)", `${part('Content-Disposition: form-data; name="é€"')}--b--`, ["é€=1"]],
  ["a file", `${file('filename="x.txt"\r\nContent-Type: text/plain')}--b--`, ["f:x.txt:text/plain:1"]],
  ["a file without a type", `${file('filename="x.txt"')}--b--`, ["f:x.txt:application/unknown:1"]],
  ["no file chosen, which is an empty field", `${file('filename=""')}--b--`, ["f=1"]],
  ["a filename in UTF-8", `${file('filename="日本.txt"')}--b--`, ["f:日本.txt:application/unknown:1"]],
  ["a filename without quotes", `${file("filename=x.txt")}--b--`, ["f:x.txt:application/unknown:1"]],
  [
    "a filename with a semicolon and a quote",
    `${file('filename="a;\\"b.txt"')}--b--`,
    ['f:a;"b.txt:application/unknown:1'],
  ],
  [
    "a filename with quotes at its border",
    `${file('filename="a\\";\\";.txt"')}--b--`,
    ['f:a";";.txt:application/unknown:1'],
  ],
  ["a filename with a tab", `${file('filename="a\tb.txt"')}--b--`, ["f:a\tb.txt:application/unknown:1"]],
  [
    "a filename with backslashes",
    `${file('filename="C:\\x\\\\y"')}--b--`,
    ["f:C:\\x\\y:application/unknown:1"],
  ],
  [
    "a filename that is a path, which stays text",
    `${file('filename="../../x"')}--b--`,
    ["f:../../x:application/unknown:1"],
  ],
  [
    "filename* (RFC 8187), which wins",
    `${file("filename=x; filename*=UTF-8''%e2%82%ac%20")}--b--`,
    ["f:€ :application/unknown:1"],
  ],
  ["a folded header line", `${part(`${field};\r\n\tfilename=x`)}--b--`, ["a:x:application/unknown:1"]],
  [
    "name* (RFC 8187)",
    `${part("Content-Disposition: form-data; name*=utf-8''pr%C3%A9nom")}--b--`,
    ["prénom=1"],
  ],
  ["a backslash before the last quote", `${file('filename="a\\"')}--b--`, ["f:a\\:application/unknown:1"]],
  [
    "a backslash before the quote in front of the name",
    `${part('Content-Disposition: form-data; filename="a\\"; name="f"')}--b--`,
    ["f:a\\:application/unknown:1"],
  ],
  [
    "a filename in sections (RFC 2231)",
    `${file("filename*0*=utf-8''%C3%A9; filename*1=%20; filename*2*=%21")}--b--`,
    ["f:é%20!:application/unknown:1"],
  ],
  ["filename* with a space", `${file("filename*=UTF-8''a b")}--b--`, ["f:a b:application/unknown:1"]],
  ["filename* in Shift_JIS", `${file("filename*=shift_jis''%93%fa")}--b--`, ["f:日:application/unknown:1"]],
  ["filename* in ISO-8859-1", `${file("filename*=iso-8859-1'en'%A3")}--b--`, ["f:£:application/unknown:1"]],
] as const) {
  test(`a multipart form with ${what} is read, however it is cut`, () => {
    assert.deepEqual(assertSameHoweverCut(form), expected);
  });
}

for (const [what, form, message] of [
  ["nothing in it", "", /^400 .*ends before its final boundary/],
  ["no boundary in it", "hello\r\n--a", /^400 .*ends before its final boundary/],
  ["no final boundary", part(field), /^400 .*ends before its final boundary/],
  ["half of a final boundary", `${part(field)}--b-`, /^400 .*ends before its final boundary/],
  ["an end in a part's header", `--b\r\n${field}`, /^400 .*ends before its final boundary/],
  [
    "an end in a part's content",
    `--b\r\n${field}\r\n\r\nhalf`,
    /^400 .*before its final boundary, in the part "a"/,
  ],
  [
    "something after a boundary",
    `--bX\r\n${field}\r\n\r\n1\r\n--b--`,
    /^400 A boundary .* followed by something/,
  ],
  ["line feeds alone", `--b\n${field}\n\n1\n--b--\n`, /^400 A boundary .* followed by something/],
  ["a part without a header", "--b\r\n\r\n1\r\n--b--", /^400 .*no Content-Disposition/],
  [
    "a part without a disposition",
    `${part("Content-Type: text/plain")}--b--`,
    /^400 .*no Content-Disposition/,
  ],
  [
    "another disposition",
    `${part('Content-Disposition: file; name="a"')}--b--`,
    /^400 .*no Content-Disposition/,
  ],
  ["a part without a name", `${part("Content-Disposition: form-data")}--b--`, /^400 .*with a name/],
  ["two dispositions", `${part(`${field}\r\n${field}`)}--b--`, /^400 .*two Content-Disposition/],
  ["a parameter twice", `${part(`${field}; name="b"`)}--b--`, /^400 .*parameter name twice/],
  ["a quote that does not end", `${part(`${field}; filename="x`)}--b--`, /^400 .*quote that does not end/],
  ["text after a quote", `${part(`${field}x`)}--b--`, /^400 .*malformed parameter/],
  ["a parameter without a value", `${part(`${field}; x`)}--b--`, /^400 .*malformed parameter: "x"/],
  [
    "a header line without a colon",
    `${part(`${field}\r\nContent Type`)}--b--`,
    /^400 .*malformed header field/,
  ],
  ["a carriage return in a header", `${part(`${field}\r\nX: a\rb`)}--b--`, /^400 .*malformed header field/],
  ["a line feed in a header", `${part(`${field}\nX: b`)}--b--`, /^400 .*malformed header field/],
  ["a NUL in a filename", `${file('filename="a\0.txt"')}--b--`, /^400 .*malformed header field/],
  [
    "base64 content (RFC 7578 §4.7)",
    `${part(`${field}\r\nContent-Transfer-Encoding: base64`)}--b--`,
    /^400 .*base64/,
  ],
  ["filename* in a charset nobody knows", `${file("filename*=big5''%a4")}--b--`, /^400 .*RFC 8187/],
  ["filename* with half an escape", `${file("filename*=UTF-8''%e")}--b--`, /^400 .*RFC 8187/],
  ["filename* that is not UTF-8", `${file("filename*=UTF-8''%ff")}--b--`, /^400 .*not UTF-8/],
] as const) {
  test(`a multipart form with ${what} is refused with a sentence, however it is cut`, () => {
    const outcome = assertSameHoweverCut(form);

    assert.equal(typeof outcome, "string", `it was read: ${outcome}`);
    assert.match(String(outcome), message);
  });
}

for (const [what, options, tooMuch] of [
  ["parts", { maxParts: 1 }, `${part(field)}${part(field)}--b--`],
  ["fields", { maxFields: 1 }, `${part(field)}${part(field)}--b--`],
  ["bytes in a field", { maxFieldSize: 2 }, `${part(field, "123")}--b--`],
  ["bytes in a file", { maxFileSize: 0 }, `${file("filename=x")}--b--`],
  ["header fields", { maxPartHeaders: 1 }, `${part(`${field}\r\nX: y`)}--b--`],
  ["bytes in a header", { maxPartHeaderSize: field.length - 1 }, `${part(field)}--b--`],
] as const) {
  test(`a multipart form with more ${what} than allowed is refused with 413, however it is cut`, () => {
    assert.match(String(assertSameHoweverCut(tooMuch, options)), /^413 .*(?:more|larger) than \d+/);
    const [[name = "", least = 0] = []] = Object.entries(options);
    assert.equal(typeof read(tooMuch, [], { [name]: least + 1 }), "object");
  });
}

test("a hundred parts are allowed, one more is not", () => {
  assert.equal(read(`${part(field).repeat(100)}--b--`).length, 100);
  assert.match(String(read(`${part(field).repeat(101)}--b--`)), /^413 The form has more than 100 parts/);
});

test("a name that is not UTF-8 is refused", () => {
  const form = Buffer.from(`${part('Content-Disposition: form-data; name="\xe9"')}--b--`, "latin1");

  assert.throws(() => parseBodyArguments(type, form), { statusCode: 400, message: /name .* not UTF-8/ });
});

for (const [what, contentType, message] of [
  ["no boundary", "multipart/form-data", /no boundary/],
  ["an empty boundary", 'multipart/form-data; boundary=""', /1 to 70 characters/],
  ["a boundary of 71 characters", `multipart/form-data; boundary=${"b".repeat(71)}`, /1 to 70 characters/],
  ["a boundary beyond ASCII", "multipart/form-data; boundary=\xe9", /1 to 70 characters/],
  ["two boundaries", "multipart/form-data; boundary=a; boundary=b", /boundary twice/],
] as const) {
  test(`a multipart form with ${what} in its Content-Type is refused`, () => {
    assert.throws(() => parseBodyArguments(contentType, Buffer.from("--b--")), { statusCode: 400, message });
  });
}

test("a boundary may have 70 characters, blanks among them", () => {
  const boundary = `${"b".repeat(68)} b`;
  const form = Buffer.from(`${part(field)}--b--`.replaceAll("--b", `--${boundary}`));

  assert.deepEqual(shown(parseBodyArguments(`multipart/form-data; boundary="${boundary}"`, form)), ["a=1"]);
});

test("a compressed multipart form is refused, one in a type that only begins alike is left alone", () => {
  const form = Buffer.from(`${part(field)}--b--`);

  assert.throws(() => parseBodyArguments(type, form, "gzip"), /Unsupported Content-Encoding gzip/);
  assert.deepEqual(shown(parseBodyArguments("multipart/form-data-x; boundary=b", form)), []);
  assert.deepEqual(shown(parseBodyArguments("multipart/mixed; boundary=b", form)), []);
});

// What backtracks or copies too often would take minutes here, or hours.
test("hostile headers and contents are read to their end", () => {
  const options = { maxPartHeaderSize: 2_000_000, maxPartHeaders: 1_000_000, maxFieldSize: 4_000_000 };
  const header = (value: string) => `${part(`${field}${value}`)}--b--`;

  assert.deepEqual(read(header(`; x="${";".repeat(500_000)}"`), [], options), ["a=1"]);
  assert.deepEqual(read(header(`; x="${'\\"'.repeat(500_000)}"`), [], options), ["a=1"]);
  assert.deepEqual(read(header(";".repeat(500_000)), [], options), ["a=1"]);
  assert.match(String(read(header(`; x=${" ".repeat(500_000)}y"`), [], options)), /^400/);
  assert.match(String(read(header(`\r\nX:${" ".repeat(500_000)}\0`), [], options)), /^400/);
  assert.deepEqual(read(`${part(field, "\r\n--".repeat(500_000))}--b--`, [], options).length, 1);
  const bytes = Array.from({ length: 300_000 }, (_, i) => i + 1);
  assert.deepEqual(read(header(`; x=${"y".repeat(300_000)}`), bytes, options), ["a=1"]);
});

test("a short field does not keep the long piece in memory that it came in", () => {
  const reader = openFormReader(type, undefined, new FormLimits());
  const piece = Buffer.from(
    part(field) + file('filename="x"').replace("\r\n1\r\n", `\r\n${"x".repeat(100_000)}\r\n`),
  );

  reader?.write(piece);
  reader?.write(Buffer.from("--b--\r\n"));
  reader?.end();
  const value = reader?.form.arguments.get("a")?.[0];

  assert.equal(value?.toString(), "1");
  assert.ok((value?.buffer.byteLength ?? 0) < piece.length, "it holds on to more than it is");
});
