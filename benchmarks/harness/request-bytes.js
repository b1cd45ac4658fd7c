/** A request as it goes on the wire, `pipeline` times over. Both load generators send exactly these bytes. */
export function requestBytes({ request: { method, target, headers, body = "" }, pipeline }) {
  const content = Buffer.from(body);
  const fields = content.length === 0 ? headers : [...headers, ["Content-Length", content.length]];
  const head = [
    `${method} ${target} HTTP/1.1`,
    ...fields.map(([name, value]) => `${name}: ${value}`),
    "",
    "",
  ];
  const one = Buffer.concat([Buffer.from(head.join("\r\n"), "latin1"), content]);
  return Buffer.concat(Array(pipeline).fill(one));
}
