// The cases of Tornado's log_test, under its names.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { LogFormatter } from "typhoon/log";
import { inOwnProcess } from "../../support/in-own-process.ts";
import { withFolder } from "../../support/with-folder.ts";

const time = new Date(2026, 10, 20, 9, 5, 7).getTime();

function formatted(level: string, msg: unknown): string {
  const line = JSON.stringify({ level, time, name: "typhoon.general", msg });
  return new LogFormatter({ color: true }).format(line);
}

// Python's formatter takes colours from curses; here they are ANSI sequences.
for (const [name, level, message, color] of [
  ["LogFormatterTest.test_basic_logging", "error", "foo", 31],
  ["LogFormatterTest.test_utf8_logging", "error", "é", 31],
  ["UnicodeLogFormatterTest.test_unicode_logging", "error", "é", 31],
] as const) {
  test(name, () => {
    assert.equal(
      formatted(level, message),
      `\u001b[${color}m[E 261120 09:05:07 general]\u001b[39m ${message}\n`,
    );
  });
}

// test_bytes_logging, test_bytes_exception_logging: text is no bytes in JavaScript; what is logged is JSON by then.
test("LogFormatterTest.test_bytes_logging", () => {
  // A line of a message is none of the log's: it is shown as an escape, where Tornado indents it.
  assert.match(formatted("error", "\\xe9\nx"), / \\xe9\\nx\n$/);
});

test("EnablePrettyLoggingTest.test_log_file", (t) => {
  const folder = withFolder(t, {});
  const file = join(folder, "logs/test_log");

  const { status, output } = inOwnProcess(
    `import { configureLogging, genLog } from "typhoon/log";
     configureLogging({ file: ${JSON.stringify(file)} });
     genLog.error("hello");`,
  );

  assert.deepEqual([status, output], [0, ""]);
  assert.equal(JSON.parse(readFileSync(file, "utf8")).msg, "hello");
});

// test_log_file_with_timed_rotating, test_wrong_rotate_mode_value: files do not rotate by themselves here.
test("EnablePrettyLoggingTest.test_wrong_rotate_mode_value", () => {
  const { output, status } = inOwnProcess(
    'import { configureLogging } from "typhoon/log"; configureLogging({ format: "wrong" });',
  );

  assert.equal(status, 1);
  assert.match(
    output,
    /RangeError: Cannot log as format has to be one of pretty, json: current value is wrong/,
  );
});

const levelOf = (program: string) =>
  inOwnProcess(
    `import { genLog } from "typhoon/log"; import { options, parseCommandLine } from "typhoon/options";
     ${program}; console.log(genLog.level);`,
  ).output;

for (const [name, program, level] of [
  // Pino loggers always have a level; it is "warn" until somebody says otherwise.
  ["LoggingOptionTest.test_default", "", "warn"],
  ["LoggingOptionTest.test_tornado_default", "parseCommandLine([])", "info"],
  ["LoggingOptionTest.test_disable_command_line", 'parseCommandLine(["--logging=none"])', "warn"],
  [
    "LoggingOptionTest.test_disable_command_line_case_insensitive",
    'parseCommandLine(["--logging=None"])',
    "warn",
  ],
  [
    "LoggingOptionTest.test_disable_code_string",
    'options.set("logging", "none"); parseCommandLine([])',
    "warn",
  ],
  [
    "LoggingOptionTest.test_disable_code_none",
    'options.set("logging", undefined); parseCommandLine([])',
    "warn",
  ],
  [
    "LoggingOptionTest.test_disable_override",
    'options.set("logging", undefined); parseCommandLine(["--logging=info"])',
    "info",
  ],
] as const) {
  test(name, () => assert.equal(levelOf(program), `${level}\n`));
}
