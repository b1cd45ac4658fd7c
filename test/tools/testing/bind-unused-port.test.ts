import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { test } from "node:test";
import { bindUnusedPort } from "typhoon/testing";

test("the port is listened on, and two of them differ", async (t) => {
  const one = await bindUnusedPort();
  const two = await bindUnusedPort("127.0.0.1");
  t.after(() => void [one, two].map(({ socket }) => socket.close()));

  const client = connect(one.port, "127.0.0.1");
  t.after(() => void client.destroy());
  await once(client, "connect");

  assert.notEqual(one.port, two.port);
});
