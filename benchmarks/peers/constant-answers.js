// What a small framework would send, ready to be written. The date stands still: a limit computes nothing.
export const helloAnswer = [
  "HTTP/1.1 200 OK",
  "Content-Type: text/plain; charset=utf-8",
  "Date: Sat, 01 Aug 2026 12:00:00 GMT",
  "Content-Length: 12",
  "",
  "Hello, world",
].join("\r\n");
