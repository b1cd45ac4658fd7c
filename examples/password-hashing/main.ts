// A password hash is slow on purpose. One word takes it off the loop.
//
// Run:  node build/examples/password-hashing/main.js
// See:  curl -d password=secret http://localhost:8888/hash    answers with salt and hash; however many of these
//       run, http://localhost:8888/ answers at once.
//       curl -d password=secret http://localhost:8888/blocking-hash    answers with the same, and nobody else is
//       answered meanwhile.
import { randomBytes, scryptSync } from "node:crypto";
import { unblock } from "typhoon/concurrent";
import { Application, RequestHandler } from "typhoon/web";

// How much work a hash is. A worker evaluates this module too, so it knows this value as well.
const rounds = Number(process.env["ROUNDS"] ?? 10);

function hashSync(password: string, salt: string): string {
  console.log("hashing");
  return scryptSync(password, salt, 32, { p: rounds }).toString("hex");
}

// The cure: the same function, on a worker thread. Its arguments are the same, its result comes in a future.
const hash = unblock(hashSync);

class MainHandler extends RequestHandler {
  get() {
    this.write("Hello, world\n");
  }
}

class HashHandler extends RequestHandler {
  async post() {
    const salt = randomBytes(8).toString("hex");
    this.write(`${salt}:${await hash(this.getArgument("password"), salt)}\n`);
  }
}

// The trap.
class BlockingHashHandler extends RequestHandler {
  post() {
    const salt = randomBytes(8).toString("hex");
    this.write(`${salt}:${hashSync(this.getArgument("password"), salt)}\n`);
  }
}

const app = new Application([
  ["/", MainHandler],
  ["/hash", HashHandler],
  ["/blocking-hash", BlockingHashHandler],
]);
const server = await app.listen(Number(process.env["PORT"] ?? 8888));
console.log(`listening on http://localhost:${server.port}/`);
