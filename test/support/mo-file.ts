/** A catalogue as `msgfmt` writes it: pairs of text and translation; `\0` stands between plural forms, `\x04` after a context. */
export function moFile(entries: readonly (readonly [text: string, translation: string])[]): Buffer {
  const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
  const texts = sorted.map(([text]) => Buffer.from(text));
  const translations = sorted.map(([, translation]) => Buffer.from(translation));
  const header = [0x950412de, 0, sorted.length, 28, 28 + 8 * sorted.length, 0, 28 + 16 * sorted.length];
  let offset = 28 + 16 * sorted.length;
  const place = (bytes: Buffer) => {
    const placed = [bytes.length, offset];
    offset += bytes.length + 1;
    return placed;
  };
  const numbers = [...header, ...texts.flatMap(place), ...translations.flatMap(place)];
  const table = Buffer.alloc(4 * numbers.length);
  for (const [index, number] of numbers.entries()) table.writeUInt32LE(number, 4 * index);
  return Buffer.concat([table, ...[...texts, ...translations].flatMap((bytes) => [bytes, Buffer.alloc(1)])]);
}
