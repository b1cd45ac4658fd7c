import assert from "node:assert/strict";
import { test } from "node:test";
import { createSignedValue, decodeSignedValue, getSignatureKeyVersion } from "typhoon/web";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { Random } from "../../support/random.ts";

guardLog();

const secret = "It's a secret to everybody";
const past = { nowMs: 1_300_000_000_000 };
const present = { nowMs: 1_300_000_000_000 + 2 * 86_400_000 };

// Made with Tornado 6.2: tornado.web.create_signed_value(secret, name, value, version, clock, key_version).
const golden = {
  v1: "dmFsdWU=|1300000000|31c934969f53e48164c50768b40cbd7e2daaaa4f",
  v2: "2|1:0|10:1300000000|3:key|8:dmFsdWU=|3d4e60b996ff9c5d5788e333a0cba6f238a22c6c0f94788870e1a9ecd482e152",
  v2OfKey7:
    "2|1:7|10:1300000000|3:key|8:dmFsdWU=|8f0578081c33967a6d4ae48da2a558b62c14d2dce341d2c83912089b2752c961",
  v2Bytes: "2|1:0|10:1700000000|1:k|4:/wDp|fb4d07fbd271854683516edff6928111762a9d70af8f11b578751f11e7dee93c",
  v2Empty: "2|1:0|10:1700000000|1:k|0:|75365de11770105c4f0c9fe74b02718c30a87c168a6ec90ac02804618a6248dd",
  v1Unicode: "dsOkbHVlIOKCrA==|1700000000|f9b2fc819a0915e7aa6396b11c7644a959ccdb6a",
};

function decode(signed: string | undefined, options: Parameters<typeof decodeSignedValue>[3] = present) {
  return decodeSignedValue(secret, "key", signed, options)?.toString();
}

test("createSignedValue() makes what Tornado makes, byte for byte", () => {
  const later = { nowMs: 1_700_000_000_900 };

  assert.equal(createSignedValue(secret, "key", "value", { version: 1, ...past }), golden.v1);
  assert.equal(createSignedValue(secret, "key", "value", past), golden.v2);
  assert.equal(
    createSignedValue({ 0: "old", 7: "new secret" }, "key", "value", { keyVersion: 7, ...past }),
    golden.v2OfKey7,
  );
  assert.equal(createSignedValue(secret, "k", Buffer.from([0xff, 0, 0xe9]), later), golden.v2Bytes);
  assert.equal(createSignedValue(secret, "k", "", later), golden.v2Empty);
  assert.equal(createSignedValue(secret, "kéy", "välue €", { version: 1, ...later }), golden.v1Unicode);
});

test("decodeSignedValue() believes what Tornado has signed", () => {
  assert.equal(decode(golden.v1), "value");
  assert.equal(decode(golden.v2), "value");
  assert.deepEqual(
    decodeSignedValue(secret, "k", golden.v2Bytes, { nowMs: 1_700_000_000_000 }),
    Buffer.from([0xff, 0, 0xe9]),
  );
  assert.equal(decodeSignedValue(secret, "k", golden.v2Empty, { nowMs: 1_700_000_000_000 })?.length, 0);
});

test("a name beyond ASCII is read back", () => {
  const signed = createSignedValue(secret, "kéy|1:x", "välue", past);

  assert.equal(decodeSignedValue(secret, "kéy|1:x", signed, present)?.toString(), "välue");
});

test("decodeSignedValue() believes no other name, secret, signature or format", () => {
  assert.equal(decodeSignedValue(secret, "key2", golden.v2, present), undefined);
  assert.equal(decodeSignedValue("another", "key", golden.v2, present), undefined);
  assert.equal(decodeSignedValue("another", "key", golden.v1, present), undefined);
  assert.equal(decode(golden.v2, { minVersion: 2, ...present }), "value");
  assert.equal(decode(golden.v1, { minVersion: 2, ...present }), undefined);
  assert.equal(decode(golden.v2.slice(0, -1)), undefined);
  assert.equal(decode(`${golden.v2}2`), undefined);
  assert.equal(decode(golden.v2.replace(/\w{64}$/, "0".repeat(32))), undefined);
  assert.equal(decode(golden.v2.replace(/\w{64}$/, "")), undefined);
  assert.equal(decode(golden.v2.toUpperCase()), undefined);
  for (const junk of ["", "|", "1|", "3|a", "2|", "2|1:0", "2|1:0|", "a|b|c|d", "2|99999999:0|", "2|-1:|"])
    assert.equal(decode(junk), undefined, junk);
  assert.equal(decode(undefined), undefined);
});

test("a signed value is believed for maxAgeDays, 31 by default", () => {
  const ageDays = (days: number) => ({ nowMs: past.nowMs + days * 86_400_000 });

  for (const signed of [golden.v1, golden.v2]) {
    assert.equal(decode(signed, ageDays(31)), "value");
    assert.equal(decode(signed, ageDays(31.01)), undefined);
    assert.equal(decode(signed, { maxAgeDays: 1, ...ageDays(1) }), "value");
    assert.equal(decode(signed, { maxAgeDays: 1, ...ageDays(1.01) }), undefined);
  }
});

test("digits moved from the time to the value of format 1 are noticed, and warned of", async () => {
  const signed = createSignedValue(secret, "foo", Buffer.from("d76df8e7aefc", "base64"), {
    version: 1,
    ...past,
  });
  const [value = "", timestamp = "", signature = ""] = signed.split("|");
  assert.equal(value, "d76df8e7aefc");
  const moved = `${value.slice(0, -4)}|${value.slice(-4)}${timestamp}|${signature}`;
  // Digits at the end of the value would make a time of the far future.
  const digits = createSignedValue(secret, "foo", Buffer.from("abcd5678", "base64"), { version: 1, ...past });
  const far = digits.replace("abcd5678|", "abcd|5678");

  assert.equal(decodeSignedValue(secret, "foo", moved, present), undefined);
  assert.equal(decodeSignedValue(secret, "foo", far, present), undefined);
  await expectLog(/possible tampering with "foo"/);

  const zeros = createSignedValue(secret, "foo", Buffer.from("abcd0000", "base64"), { version: 1, ...past });
  assert.equal(decodeSignedValue(secret, "foo", zeros.replace("abcd0000|", "abcd|0000"), present), undefined);
  await expectLog(/possible tampering with "foo"/);
});

test("a removed key takes its values with it, a new one leaves those of the old one alone", () => {
  const old = createSignedValue({ 0: "a" }, "key", "value", { keyVersion: 0, ...past });
  const fresh = createSignedValue({ 0: "a", 1: "b" }, "key", "value", { keyVersion: 1, ...past });

  for (const signed of [old, fresh])
    assert.equal(decodeSignedValue({ 0: "a", 1: "b" }, "key", signed, present)?.toString(), "value");
  assert.equal(decodeSignedValue({ 1: "b" }, "key", old, present), undefined);
  assert.equal(decodeSignedValue({ 1: "b" }, "key", fresh, present)?.toString(), "value");
  assert.equal(decodeSignedValue({ 1: "b" }, "key", golden.v1, present), undefined);
  assert.deepEqual([old, fresh, golden.v1, "junk"].map(getSignatureKeyVersion), [0, 1, undefined, undefined]);
});

test("wrong options are errors that say what to do", () => {
  assert.throws(
    () => createSignedValue({ 0: "a" }, "k", "v"),
    /keyVersion has to name one .*\(0\).*undefined/,
  );
  assert.throws(() => createSignedValue({ 0: "a" }, "k", "v", { keyVersion: 1 }), RangeError);
  assert.throws(() => createSignedValue({ 0: "a" }, "k", "v", { version: 1 }), /use version 2/);
  assert.throws(
    () => Reflect.apply(createSignedValue, undefined, ["s", "k", "v", { version: 3 }]),
    /1 or 2.*3/,
  );
  assert.throws(
    () => Reflect.apply(decodeSignedValue, undefined, ["s", "k", "v", { minVersion: 3 }]),
    /minVersion has to be 1 or 2/,
  );
});

test("no text but the signed one is believed, and none is too much for the decoder", () => {
  const random = new Random(20_261_120);
  const characters = "0123456789:|=aZ/+\u00e9 ";

  for (let round = 0; round < 5_000; round++) {
    const at = random.below(golden.v2.length);
    const piece = Array.from({ length: random.below(6) }, () => random.pick([...characters])).join("");
    const changed = golden.v2.slice(0, at) + piece + golden.v2.slice(at + random.below(6));
    assert.equal(decode(changed), changed === golden.v2 ? "value" : undefined, changed);
    getSignatureKeyVersion(changed);
  }
});

test("the decoder looks at each byte a fixed number of times", () => {
  for (const long of ["2|".padEnd(1e6, "1"), "1".repeat(1e6), "2|1:0|".padEnd(1e6, "|"), "|".repeat(1e6)])
    assert.equal(decode(long), undefined);
});
