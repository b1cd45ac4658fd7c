import { type AnswerVerdict, bareLineFeed, olderParser } from "./answer-verdict.ts";

/** test/response/invalid.md of llhttp. */
export const invalidAnswers: readonly AnswerVerdict[] = [
  { name: "Incomplete HTTP protocol", bytes: "HTP/1.1 200 OK\r\n\r\n", isAnswer: false },
  { name: "Extra digit in HTTP major version", bytes: "HTTP/01.1 200 OK\r\n\r\n", isAnswer: false },
  { name: "Extra digit in HTTP major version #2", bytes: "HTTP/11.1 200 OK\r\n\r\n", isAnswer: false },
  { name: "Extra digit in HTTP minor version", bytes: "HTTP/1.01 200 OK\r\n\r\n", isAnswer: false },
  { name: "Tab after HTTP version", bytes: "HTTP/1.1\t200 OK\r\n\r\n", isAnswer: false },
  {
    name: "CR before response and tab after HTTP version",
    bytes: "\rHTTP/1.1\t200 OK\r\n\r\n",
    isAnswer: false,
  },
  { name: "Headers separated by CR", bytes: "HTTP/1.1 200 OK\r\nFoo: 1\rBar: 2\r\n\r\n", isAnswer: false },
  {
    name: "Bare CR after response line",
    bytes: "HTTP/1.1 200 OK\rContent-Length: 0\r\n\r\n",
    isAnswer: false,
  },
  {
    name: "Bare CR followed by CR after response line",
    bytes: "HTTP/1.1 200 OK\r\rContent-Length: 4\r\n\r\nEvil",
    isAnswer: false,
    difference: olderParser,
  },
  { name: "Invalid HTTP version", bytes: "HTTP/5.6 200 OK\r\n\r\n", isAnswer: false },
  { name: "Invalid space after start line", bytes: "HTTP/1.1 200 OK\r\n Host: foo", isAnswer: false },
  {
    name: "Extra space between HTTP version and status code",
    bytes: "HTTP/1.1  200 OK\r\n\r\n",
    isAnswer: false,
  },
  { name: "Extra space between status code and reason", bytes: "HTTP/1.1 200  OK\r\n\r\n", isAnswer: true },
  { name: "One-digit status code", bytes: "HTTP/1.1 2 OK\r\n\r\n", isAnswer: false },
  {
    name: "Only LFs present and no body",
    bytes: "HTTP/1.1 200 OK\nContent-Length: 0\n\n",
    isAnswer: false,
    difference: bareLineFeed,
  },
  {
    name: "Only LFs present",
    bytes: "HTTP/1.1 200 OK\nFoo: abc\nBar: def\n\nBODY\n\\",
    isAnswer: false,
    difference: bareLineFeed,
  },
];
