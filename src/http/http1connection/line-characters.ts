const tokens = new Uint8Array(256);
for (const character of "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
  tokens[character.charCodeAt(0)] = 1;

/** Whether a byte may be in a token, such as a method or the name of a field (RFC 9110 §5.6.2). */
export function isToken(byte: number): boolean {
  return tokens[byte] === 1;
}

/** Whether a byte may be in the value of a field (RFC 9110 §5.5). */
export function isValue(byte: number): boolean {
  return byte >= 0x20 ? byte !== 0x7f : byte === 0x09;
}
