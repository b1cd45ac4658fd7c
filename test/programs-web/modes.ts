import type { TestContext } from "node:test";
import { bundle } from "../support/bundle.ts";
import { newerNode, withoutNewerNode } from "../support/newer-node.ts";
import { type Program, startProgram } from "../support/start-program.ts";

/** A way to start a program. */
export interface Mode {
  readonly name: string;
  /** Why it cannot be tried here. */
  readonly skip: string | false;
  /** @param path - of its source, from the package's folder and without `.ts` */
  start(t: TestContext, path: string): Promise<Program>;
}

const newer = newerNode === undefined ? {} : { node: newerNode };

/** Ways for programs in all of TypeScript. */
export const modes: readonly Mode[] = [
  { name: "compiled", skip: false, start: (t, path) => startProgram(t, [`build/${path}.js`]) },
  {
    name: "from source with tsx",
    skip: false,
    start: (t, path) => startProgram(t, ["--import", "tsx", `${path}.ts`]),
  },
  {
    name: "from source with tsx on a newer Node",
    skip: withoutNewerNode,
    start: (t, path) => startProgram(t, ["--import", "tsx", `${path}.ts`], newer),
  },
  {
    name: "from one minified bundle",
    skip: false,
    start: async (t, path) => startProgram(t, ["main.mjs"], { cwd: await bundle(t, `${path}.ts`) }),
  },
];

/** The way for programs whose types need only be stripped. */
export const typeStripping: Mode = {
  name: "from source on a Node that strips types",
  skip: withoutNewerNode,
  start: (t, path) => startProgram(t, [`${path}.ts`], newer),
};
