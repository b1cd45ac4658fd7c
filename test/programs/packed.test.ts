import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { packageFolder } from "../support/start-program.ts";

const run = promisify(execFile);

interface Manifest {
  readonly files: readonly string[];
  readonly dependencies: Readonly<Record<string, string>>;
}

describe("the package as npm packs it", () => {
  let folder = "";
  let installed = "";
  let repository = "";

  after(() => rmSync(folder, { recursive: true, force: true }));
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "typhoon-packed-"));
    repository = join(folder, "repository");
    const { files }: Manifest = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8"));
    const published = files.filter((file) => !file.startsWith("!"));
    for (const file of ["package.json", "README.md", "LICENSE", "scripts", ...published])
      cpSync(join(packageFolder, file), join(repository, file), { recursive: true });
    // `prepack` would build, too: that has been done, and takes long.
    await run(process.execPath, [join(repository, "scripts/pack-manifest.js")]);
    await run("npm", ["pack", "--ignore-scripts", "--silent"], { cwd: repository });
    const modules = join(folder, "application/node_modules");
    mkdirSync(modules, { recursive: true });
    await run("tar", ["-xzf", join(repository, archiveIn(repository)), "-C", modules]);
    installed = join(modules, "typhoon");
    renameSync(join(modules, "package"), installed);
    const { dependencies } = manifestIn(installed);
    for (const name of Object.keys(dependencies)) {
      mkdirSync(dirname(join(modules, name)), { recursive: true });
      symlinkSync(realpathSync(join(packageFolder, "node_modules", name)), join(modules, name));
    }
  });

  test("has no scripts, and nothing of its development in the manifest", () => {
    const keys = Object.keys(manifestIn(installed));

    assert.deepEqual(
      keys.filter((key) => ["scripts", "devDependencies", "imports"].includes(key)),
      [],
    );
    for (const key of ["repository", "homepage", "bugs", "keywords", "author", "types", "exports"])
      assert.ok(keys.includes(key), key);
  });

  test("answers a request where it is installed", async () => {
    const program = `
      import { Application, RequestHandler } from "typhoon/web";
      import "typhoon";
      class Hello extends RequestHandler { get() { this.write("Hello"); } }
      const response = await new Application([["/", Hello]]).inject("/");
      console.log(response.status ?? response.statusCode);
    `;
    const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", program], {
      cwd: join(folder, "application"),
    });

    assert.equal(stdout, "200\n");
  });

  test("has every file that its README, guides and types lead to", () => {
    const pages = [
      "README.md",
      ...readdirSync(join(installed, "docs"), { recursive: true, encoding: "utf8" })
        .filter((path) => path.endsWith(".md"))
        .map((path) => `docs/${path}`),
    ];
    const dead = pages.flatMap((page) =>
      linksOf(readFileSync(join(installed, page), "utf8"))
        .filter((link) => !existsSync(join(installed, dirname(page), link)))
        .map((link) => `${page}: ${link}`),
    );

    assert.deepEqual(dead, []);
    assert.ok(existsSync(join(installed, "dist/index.d.ts")));
  });

  test("leaves the repository's own manifest as it was", async () => {
    await run(process.execPath, [join(repository, "scripts/pack-manifest.js"), "restore"]);

    const own = readFileSync(join(packageFolder, "package.json"), "utf8");
    assert.equal(readFileSync(join(repository, "package.json"), "utf8"), own);
    assert.doesNotMatch(own, /"(?:pre|post)?install"|"prepare"/);
  });
});

function manifestIn(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
}

function archiveIn(folder: string): string {
  return readdirSync(folder).find((name) => name.endsWith(".tgz")) ?? "";
}

/** Links to files, without what follows a `#`. */
function linksOf(text: string): string[] {
  return [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, link = ""]) => link);
}
