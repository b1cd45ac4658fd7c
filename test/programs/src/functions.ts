// The function form: one word moves work off the loop.
import { scryptSync } from "node:crypto";
import { isMainThread } from "node:worker_threads";
import { unblock } from "typhoon/concurrent";

const hashPassword = unblock((password: string, salt: string) =>
  scryptSync(password, salt, 4).toString("hex"),
);
const place = unblock(() => (isMainThread ? "here" : "there"));
const second = unblock(() => "second on its line"),
  third = unblock(() => "third on its line");
const countTo = unblock(function* (n: number) {
  for (let i = 1; i <= n; i++) yield i;
});

export class OddError extends RangeError {
  readonly code = "E_ODD";
}
const half = unblock((n: number) => {
  if (n % 2 === 1) throw new OddError(`${n} is odd`);
  return n / 2;
});

console.log(await hashPassword("secret", "pepper"));
console.log(await place(), "|", await second(), "|", await third());
for await (const n of countTo(3)) console.log("counted", n);
console.log(await half(4));
try {
  await half(3);
} catch (error) {
  console.log(
    error instanceof RangeError,
    Reflect.get(Object(error), "code"),
    Reflect.get(Object(error), "message"),
  );
}
