import assert from "node:assert/strict";
import { test } from "node:test";
import { RestAlarm } from "#typhoon/loop/watchdog/rest-alarm.js";
import { guardLog } from "../../support/guard-log.ts";
import { echo, withServer } from "../../support/with-server.ts";

guardLog();

function order() {
  const events: string[] = [];
  return { events, note: (event: string) => () => void events.push(event) };
}

test("an alarm rings before a timer", async () => {
  const { events, note } = order();
  const alarm = new RestAlarm();

  await new Promise<void>((resolve) => {
    setTimeout(() => {
      note("timer")();
      resolve();
    }, 1);
    alarm.set(note("alarm"));
  });

  assert.deepEqual(events, ["alarm", "timer"]);
});

test("an alarm rings before a request on a connection that was open", async (t) => {
  const { events, note } = order();
  const alarm = new RestAlarm();
  const server = await withServer(t, (request) => {
    note("request")();
    echo(request);
  });
  const client = await server.connect();
  await client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  await client.readResponse();

  alarm.set(note("alarm"));
  await client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  await client.readResponse();

  assert.deepEqual(events, ["request", "alarm", "request"]);
});

test("an alarm rings once, and not when it was cleared", async () => {
  const { events, note } = order();
  const alarm = new RestAlarm();
  const turn = () => new Promise((resolve) => setTimeout(resolve, 1));

  alarm.set(note("first"));
  await turn();
  await turn();
  alarm.set(note("second"));
  alarm.clear();
  await turn();

  assert.deepEqual(events, ["first"]);
});
