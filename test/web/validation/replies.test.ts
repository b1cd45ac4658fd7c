import assert from "node:assert/strict";
import { test } from "node:test";
import { type ApplicationSettings, described, InvalidResponseError } from "typhoon/web";
import * as v from "valibot";
import { z } from "zod";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { ask } from "./ask.ts";

guardLog();

const User = z.object({ name: z.string() });

/** Answers with this value and status, whatever the compiler says. */
function replying(value: unknown, status = 200) {
  class Replies extends described({
    get: {
      response: { 200: User, 201: z.array(z.string()), 202: z.number(), 204: { description: "Nothing" } },
    },
  }) {
    override get() {
      this.reply(status as 200, value as z.input<typeof User>);
    }
  }
  return Replies;
}

const values = [
  [200, { name: "Ann" }],
  [201, ["a", "b"]],
  [202, 1],
  [204, undefined],
] as const;
for (const [status, value] of values) {
  test(`reply(${status}, ...) sends ${JSON.stringify(value) ?? "nothing"}`, async () => {
    const answer = await ask(replying(value, status), {}, { responseCheck: "check" });

    assert.deepEqual([answer.status, answer.value], [status, value]);
    assert.equal(answer.type, value === undefined ? undefined : "application/json; charset=UTF-8");
  });
}

const secret = { name: "Ann", passwordHash: "x" };
const checks: readonly (readonly [string, ApplicationSettings, unknown])[] = [
  ["as it is", {}, secret],
  ["as it is where it was checked", { responseCheck: "check" }, secret],
  [
    "without what the schema does not know, where that is asked for",
    { responseCheck: "filter" },
    { name: "Ann" },
  ],
];
for (const [how, settings, expected] of checks) {
  test(`reply() sends the value ${how}`, async () => {
    assert.deepEqual((await ask(replying(secret), {}, settings)).value, expected);
  });
}

test("reply() with a value that is not as declared is a 500, and the log has the field and not the value", async () => {
  const Strict = v.object({ pin: v.pipe(v.string(), v.regex(/^\d+$/)) });
  class Wrong extends described({ get: { response: Strict } }) {
    override get() {
      this.reply(200, { pin: "hunter2" });
    }
  }

  const answer = await ask(Wrong, {}, { debug: true, serveTraceback: false, autoreload: false });

  assert.equal(answer.status, 500);
  const line = JSON.stringify(await expectLog(/Uncaught exception GET/));
  assert.match(line, /Cannot reply 200 in Wrong.get as the value is not as declared: pin: Invalid format/);
  assert.match(line, /ERR_INVALID_RESPONSE/);
  assert.doesNotMatch(line, /hunter2/);
});

test("reply() without a check sends also what is not as declared", async () => {
  assert.deepEqual((await ask(replying({ name: 1 }), {})).value, { name: 1 });
});

test("reply() with a status that is not declared is an error where answers are checked", async () => {
  assert.equal((await ask(replying({}, 299), {}, { responseCheck: "check" })).status, 500);

  const line = JSON.stringify(await expectLog(/Uncaught exception/));
  assert.match(line, /Cannot reply 299 in Replies.get as it is not declared/);
});

test("reply() cannot check with an asynchronous schema, and says so", async () => {
  class Later extends described({ get: { response: User.refine(async () => true) } }) {
    override get() {
      this.reply(200, { name: "Ann" });
    }
  }

  assert.equal((await ask(Later, {}, { responseCheck: "check" })).status, 500);

  const line = JSON.stringify(await expectLog(/Uncaught exception/));
  assert.match(line, /Cannot check the answer 200 of Later.get as its schema is asynchronous/);
});

test("an InvalidResponseError has its fields", () => {
  const error = new InvalidResponseError("Users.get", 200, [{ path: "", message: "wrong" }]);

  assert.equal(
    error.message,
    "Cannot reply 200 in Users.get as the value is not as declared: the value: wrong",
  );
  assert.deepEqual([error.code, error.errors.length], ["ERR_INVALID_RESPONSE", 1]);
});
