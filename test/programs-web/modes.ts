import { copyFileSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { bundle, bundleWithRollup, compile } from "../support/bundle.ts";
import { applicationFolder } from "../support/install.ts";
import { newerNode, withoutNewerNode, withoutOtherNode } from "../support/newer-node.ts";
import { type Program, packageFolder, startProgram } from "../support/start-program.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

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
    skip: withoutOtherNode,
    start: (t, path) => startProgram(t, ["--import", "tsx", `${path}.ts`], newer),
  },
  {
    name: "from one minified bundle",
    skip: false,
    start: async (t, path) => startFar(t, await bundle(t, `${path}.ts`)),
  },
];

/** Further ways for them, with no differences between programs. */
export const rareModes: readonly Mode[] = [
  {
    name: "from minified chunks of Rollup",
    skip: false,
    start: async (t, path) => {
      const folder = applicationFolder(t);
      return startFar(t, await bundleWithRollup(`build/${path}.js`, folder));
    },
  },
  {
    name: "while its coverage is measured",
    skip: false,
    start: (t, path) =>
      startProgram(t, [`build/${path}.js`], { env: { NODE_V8_COVERAGE: temporaryFolder(t) } }),
  },
];

/** Ways for programs without `await` at their top level, which CommonJS does not have. */
export const commonJsModes: readonly Mode[] = [
  {
    name: "in CommonJS with legacy decorators, with this library in node_modules",
    skip: false,
    start: (t, path) => startCommonJs(t, path, {}),
  },
  {
    name: "in CommonJS on a newer Node",
    skip: withoutOtherNode,
    start: (t, path) => startCommonJs(t, path, newer),
  },
  {
    name: "from one minified bundle in CommonJS",
    skip: false,
    start: async (t, path) => startFar(t, await bundle(t, `${path}.ts`, { format: "cjs" })),
  },
  {
    name: "from one minified bundle with legacy decorators",
    skip: false,
    start: async (t, path) => startFar(t, await bundle(t, `${path}.ts`, { experimentalDecorators: true })),
  },
  {
    name: "from source with tsx in a package without a type",
    skip: false,
    start: (t, path) => {
      const folder = applicationFolder(t, ["tsx"]);
      copyFileSync(join(packageFolder, `${path}.ts`), join(folder, "main.ts"));
      return startProgram(t, ["--import", "tsx", "main.ts"], { cwd: folder });
    },
  },
];

/** The way for programs whose types need only be stripped. */
export const typeStripping: Mode = {
  name: "from source on a Node that strips types",
  skip: withoutNewerNode,
  start: (t, path) => startProgram(t, [`${path}.ts`], newer),
};

/** In its own folder, where nothing of this package is to be found. */
function startFar(t: TestContext, file: string): Promise<Program> {
  return startProgram(t, [file], { cwd: join(file, "..") });
}

async function startCommonJs(t: TestContext, path: string, on: { readonly node?: string }): Promise<Program> {
  const folder = applicationFolder(t);
  const options = { format: "cjs", experimentalDecorators: true } as const;
  await compile(`${path}.ts`, join(folder, "main.js"), options);
  return startProgram(t, ["main.js"], { ...on, cwd: folder });
}
