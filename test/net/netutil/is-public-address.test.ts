import assert from "node:assert/strict";
import { test } from "node:test";
import { isPublicAddress } from "typhoon/netutil";

const publicOnes =
  "1.1.1.1 8.8.8.8 93.184.215.14 172.15.255.255 172.32.0.0 2606:4700:4700::1111 2a00:1450:4001::1";
const others =
  "0.0.0.0 10.1.2.3 100.64.0.1 127.0.0.1 127.255.255.255 169.254.169.254 172.16.0.1 172.31.255.255 192.168.1.1 198.18.0.1 224.0.0.1 255.255.255.255 " +
  ":: ::1 ::ffff:127.0.0.1 ::ffff:a00:1 64:ff9b::a00:1 fc00::1 fd12::1 fe80::1 fe80::1%eth0 ff02::1 2001:db8::1 2002:a00:1::";

test("addresses of the public internet are public", () => {
  for (const address of publicOnes.split(" ")) assert.equal(isPublicAddress(address), true, address);
});

test("this machine, its networks and what is reserved are not, in no spelling", () => {
  for (const address of others.split(" ")) assert.equal(isPublicAddress(address), false, address);
});

test("what is no address is not public", () => {
  for (const text of ["", "localhost", "1.1.1", "1.1.1.1:80", "[::1]"])
    assert.equal(isPublicAddress(text), false, text);
});
