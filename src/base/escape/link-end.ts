// Escaped text: an ampersand and a quotation mark have become several characters, and belong to the link.
const notInLink = /[\s()]|&(?!amp;|quot;)/g;
const notAtEnd = new Set("!\"#$%&'()*+,.:;<=>?@[]^`{|}~");
const escapedMarks = ["&amp;", "&quot;"];

/**
 * Where a link in escaped text ends: before white space, before punctuation that rather belongs to the sentence, and
 * before a parenthesis that is not closed within the link.
 *
 * @param start - where the part after `http://` or `www.` begins
 * @returns `undefined` if that part is empty
 */
export function linkEnd(text: string, start: number): number | undefined {
  let end = start;
  for (;;) {
    const runEnd = endOfRun(text, end);
    end = withoutPunctuation(text, end, runEnd);
    if (end !== runEnd) break;
    const closing = endOfParenthesis(text, end);
    if (closing === undefined) break;
    end = closing;
  }
  return end === start ? undefined : end;
}

function endOfRun(text: string, start: number): number {
  notInLink.lastIndex = start;
  return notInLink.exec(text)?.index ?? text.length;
}

function withoutPunctuation(text: string, start: number, runEnd: number): number {
  let end = runEnd;
  while (end > start) {
    const mark = escapedMarks.find((escaped) => text.endsWith(escaped, end));
    if (mark === undefined && !notAtEnd.has(text.charAt(end - 1))) break;
    end -= mark?.length ?? 1;
  }
  return end;
}

function endOfParenthesis(text: string, start: number): number | undefined {
  if (text.charAt(start) !== "(") return undefined;
  const runEnd = endOfRun(text, start + 1);
  return text.charAt(runEnd) === ")" ? runEnd + 1 : undefined;
}
