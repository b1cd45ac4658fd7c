import assert from "node:assert/strict";
import { test } from "node:test";
import { DefaultLoopResolver, isValidIp, OverrideResolver, type Resolver } from "typhoon/netutil";

const echoing: Resolver = {
  resolve: async (host, port) => [{ address: host, family: 4, port }],
};

test("localhost is an address of the loopback, with the port", async () => {
  const found = await new DefaultLoopResolver().resolve("localhost", 80, 4);

  assert.deepEqual(found, [{ address: "127.0.0.1", family: 4, port: 80 }]);
});

test("a host that nobody knows is an error", async () => {
  await assert.rejects(new DefaultLoopResolver().resolve("an invalid domain", 80));
});

test("the most exact override counts, and other hosts are left alone", async () => {
  const resolver = new OverrideResolver(echoing, {
    "a.example": "1.1.1.1",
    "a.example:443": { host: "2.2.2.2", port: 1443 },
    "a.example:443/6": "3.3.3.3",
  });

  const found = await Promise.all([
    resolver.resolve("a.example", 80),
    resolver.resolve("a.example", 443),
    resolver.resolve("a.example", 443, 6),
    resolver.resolve("b.example", 80),
  ]);

  assert.deepEqual(
    found.flat().map(({ address, port }) => `${address}:${port}`),
    ["1.1.1.1:80", "2.2.2.2:1443", "3.3.3.3:443", "b.example:80"],
  );
});

test("isValidIp() is true of addresses only", () => {
  for (const ip of ["127.0.0.1", "4.4.4.4", "::1", "2620:0:1cfe:face:b00c::3"])
    assert.equal(isValidIp(ip), true);
  for (const text of [
    "www.google.com",
    "localhost",
    "4.4.4.4<",
    " 127.0.0.1",
    "",
    " ",
    "\n",
    "\x00",
    "a".repeat(100),
  ]) {
    assert.equal(isValidIp(text), false);
  }
});
