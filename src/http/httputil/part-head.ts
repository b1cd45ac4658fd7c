import { HTTPInputError } from "./errors.ts";
import type { FormLimits } from "./form-limits.ts";
import { parameterText, parseParameters } from "./header-parameters.ts";
import { HTTPHeaders, trimmedSlice } from "./http-headers.ts";

/** What the header fields of one part of a multipart form say. */
export interface PartHead {
  /** The name of the form's field. */
  readonly name: string;
  /** The file's name as the client gives it, never to be used as a path; `undefined` if the part is no file. */
  readonly filename: string | undefined;
  /** The `Content-Type` of the part; `undefined` if it has none. */
  readonly contentType: string | undefined;
  /** All its header fields; each character stands for a byte. */
  readonly headers: HTTPHeaders;
}

// The same rules as for a message's own fields (RFC 9110 §5): a part with a broken line would lose what it says.
const fieldLine = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+):[\t\x20-\x7e\x80-\xff]*$/;
const plainEncodings = new Set(["7bit", "8bit", "binary"]);

/**
 * Reads the header fields of a part (RFC 7578 §4).
 *
 * @param text - the lines up to the empty one, without the last CRLF; each character stands for a byte
 * @throws {HTTPInputError} if a line is malformed, or nothing says which field of the form it is
 */
export function readPartHead(text: string, limits: FormLimits): PartHead {
  const headers = readFields(text, limits);
  checkTransferEncoding(headers);
  const { value, parameters } = parseParameters("Content-Disposition", dispositionOf(headers));
  const name = parameterText("name of a part of the form", parameters, "name");
  if (value !== "form-data" || name === undefined) {
    throw new HTTPInputError(
      "A part of the form has no Content-Disposition: form-data with a name (RFC 7578 §4.2)",
    );
  }
  return {
    name,
    // An empty name means, as in Tornado, that no file was chosen: the part is a field.
    filename: parameterText("filename of a part of the form", parameters, "filename") || undefined,
    contentType: headers.get("Content-Type"),
    headers,
  };
}

function readFields(text: string, { maxPartHeaders }: FormLimits): HTTPHeaders {
  const headers = new HTTPHeaders();
  // A part's head is MIME, where a long line may be folded (RFC 5322 §2.2.3); Python's email package does so.
  const lines = text === "" ? [] : text.replace(/\r\n[\t ]+/g, " ").split("\r\n");
  if (lines.length > maxPartHeaders) {
    throw new HTTPInputError(`A part of the form has more than ${maxPartHeaders} header fields`, 413);
  }
  for (const line of lines) {
    const [, name] = fieldLine.exec(line) ?? [];
    if (name === undefined)
      throw new HTTPInputError("A part of the form has a malformed header field (RFC 7578 §4)");
    headers.add(name, trimmedSlice(line, name.length + 1, line.length));
  }
  return headers;
}

function dispositionOf(headers: HTTPHeaders): string {
  const all = headers.getList("Content-Disposition");
  if (all.length > 1) throw new HTTPInputError("A part of the form has two Content-Disposition fields");
  return all[0] ?? "";
}

/** RFC 7578 §4.7: no longer sent, and not undone here; to take the encoded bytes for the content would be silent damage. */
function checkTransferEncoding(headers: HTTPHeaders): void {
  const encoding = headers.get("Content-Transfer-Encoding") ?? "binary";
  if (plainEncodings.has(encoding.toLowerCase())) return;
  throw new HTTPInputError(`A part of the form has a Content-Transfer-Encoding: ${encoding} (RFC 7578 §4.7)`);
}
