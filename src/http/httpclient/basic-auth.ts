/** @returns the value of `Authorization` or `Proxy-Authorization` (RFC 7617): in UTF-8, composed */
export function basicCredentials(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`.normalize("NFC")).toString("base64")}`;
}
