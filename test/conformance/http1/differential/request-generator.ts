import type { Random } from "../../../support/random.ts";
import {
  connections,
  hosts,
  lineEnds,
  methods,
  names,
  oddCodings,
  oddHosts,
  oddLengths,
  oddMethods,
  oddNames,
  oddSizes,
  oddTargets,
  oddTrailers,
  oddValues,
  oddVersions,
  targets,
  telling,
  trailers,
  values,
} from "./vocabulary.ts";

/** How rare an odd piece is: about one request in four has one, few have many. */
const rare = 28;

/** Makes requests that are valid, odd or hostile: mostly right, with a little wrong. One character a byte. */
export class RequestGenerator {
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  /** Everything that one connection sends, and how many requests it was made of. */
  next(): { readonly bytes: string; readonly count: number } {
    const count = 1 + this.#random.below(4);
    let bytes = "";
    for (let i = 0; i < count; i++) bytes += this.#request();
    if (this.#random.oneIn(4)) bytes = this.mutate(bytes);
    // Whoever disagrees on a border, disagrees on what these are.
    return { bytes: `${bytes}GET /last HTTP/1.1\r\nHost: x\r\n\r\n`, count: count + 1 };
  }

  /** Something that is hardly a request at all. */
  noise(): string {
    return Array.from({ length: this.#random.below(40) }, () => this.#random.pick(telling)).join("");
  }

  /** Changes a few bytes. */
  mutate(bytes: string): string {
    let mutated = bytes;
    for (let times = 1 + this.#random.below(3); times > 0; times--) mutated = this.#mutateOnce(mutated);
    return mutated;
  }

  #mutateOnce(bytes: string): string {
    const at = this.#random.below(bytes.length + 1);
    const length = this.#random.below(4);
    const before = bytes.slice(0, at);
    switch (this.#random.below(4)) {
      case 0:
        return before + bytes.slice(at + 1 + length);
      case 1:
        return before + this.#random.pick(telling) + bytes.slice(at);
      case 2:
        return before + this.#random.pick(telling) + bytes.slice(at + 1);
      default:
        return before + bytes.slice(Math.max(0, at - 8 * length)) + bytes.slice(at);
    }
  }

  #request(): string {
    const random = this.#random;
    const emptyLine = random.usually("", 20, ["\r\n", "\r\n\r\n", "\n"]);
    const space = () => random.usually(" ", 3 * rare, ["  ", "\t", ""]);
    const method = random.usually(random.pick(methods), rare, oddMethods);
    const target = random.usually(random.pick(targets), rare, oddTargets);
    const version = random.usually("HTTP/1.1", rare / 2, oddVersions);
    const fields = [...this.#fields()].join("");
    const [framing, body] = this.#body();
    const first = random.oneIn(2);
    return (
      `${emptyLine}${method}${space()}${target}${space()}${version}${this.#lineEnd()}` +
      `${first ? framing : ""}${fields}${first ? "" : framing}${this.#lineEnd()}${body}`
    );
  }

  *#fields(): Iterable<string> {
    const random = this.#random;
    const count = random.usually(1, rare, [0, 2]);
    for (let i = 0; i < count; i++) {
      yield this.#field(
        random.usually("Host", 20, ["host", "HOST"]),
        random.usually(random.pick(hosts), rare, oddHosts),
      );
    }
    for (let more = random.below(4); more > 0; more--) {
      yield this.#field(
        random.usually(random.pick(names), 2 * rare, oddNames),
        random.usually(random.pick(values), 2 * rare, oddValues),
      );
    }
    if (random.oneIn(8)) yield this.#field("Connection", random.pick(connections));
    if (random.oneIn(rare)) yield this.#field("Upgrade", random.pick(["websocket", "h2c"]));
    if (random.oneIn(rare))
      yield this.#field(
        "Expect",
        random.pick(["100-continue", "100-Continue", "a", "", "100-continue, a", "100-continue;a"]),
      );
  }

  #field(name: string, value: string): string {
    return `${name}:${this.#random.usually(" ", 10, ["", "\t", "  "])}${value}${this.#lineEnd()}`;
  }

  #lineEnd(): string {
    return this.#random.usually("\r\n", 6 * rare, lineEnds);
  }

  /** @returns the framing fields, and the body that goes with them, more or less */
  #body(): [framing: string, body: string] {
    const random = this.#random;
    const body = random.pick(["", "a", "abc", "0\r\n\r\n", "GET /body HTTP/1.1\r\nHost: x\r\n\r\n"]);
    const length = this.#field("Content-Length", random.usually(String(body.length), rare, oddLengths));
    const coding = this.#field("Transfer-Encoding", random.usually("chunked", rare, oddCodings));
    switch (random.below(12)) {
      case 0:
        return random.oneIn(4) ? [length + coding, body] : [length + length, body];
      case 1:
        return random.oneIn(4) ? [coding + length, this.#chunks()] : [coding, this.#chunks()];
      case 2:
      case 3:
        return [coding, this.#chunks()];
      case 4:
      case 5:
      case 6:
        return [length, body];
      default:
        return ["", ""];
    }
  }

  #chunks(): string {
    const random = this.#random;
    let chunks = "";
    for (let count = random.below(3); count > 0; count--) {
      const data = random.pick(["a", "abc", "\r\n", "0\r\n\r\n"]);
      const size = random.usually(data.length.toString(16), rare / 2, oddSizes);
      chunks += `${size}${this.#lineEnd()}${data}${this.#lineEnd()}`;
    }
    const last = random.usually("0", rare, ["00", "0;a", "", "0 ", "0;a=b", "-0"]);
    const trailer = random.oneIn(8) ? random.usually(random.pick(trailers), 3, oddTrailers) : "";
    return `${chunks}${last}${this.#lineEnd()}${trailer}${this.#lineEnd()}`;
  }
}
