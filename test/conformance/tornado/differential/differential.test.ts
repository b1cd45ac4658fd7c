import assert from "node:assert/strict";
import { utimesSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { HTTPServer } from "typhoon/httpserver";
import { setLogDestination } from "typhoon/log";
import { StaticFileHandler } from "typhoon/web";
import { Random } from "../../../support/random.ts";
import { withFolder } from "../../../support/with-folder.ts";
import { started } from "../../../support/with-server.ts";
import { sameApplication } from "./application.ts";
import { Comparison } from "./comparison.ts";
import { differences } from "./differences.ts";
import { files, modified } from "./files.ts";
import { madeBy, makings } from "./handed-over.ts";
import { allExchanges } from "./requests/all.ts";
import { vary } from "./requests/variations.ts";
import { startTornado, withoutTornado } from "./tornado-side.ts";

before(() => setLogDestination({ write: () => {} }));

test("every difference from Tornado is listed, and every listed one is there", {
  skip: withoutTornado,
}, async (t) => {
  const folder = withFolder(t, files);
  for (const name of Object.keys(files)) utimesSync(join(folder, name), modified, modified);
  const tornadoPort = await startTornado(t, folder);
  for (const name of ["letters.txt", "folder/index.html"])
    await StaticFileHandler.loadVersion({ staticPath: join(folder, "static") }, name);
  const { port } = await started(t, new HTTPServer(sameApplication(folder)));
  const comparison = new Comparison(tornadoPort, port);

  await comparison.compareAll([...allExchanges, ...vary(new Random(7), 500), ...makings]);
  for (const side of [tornadoPort, port]) await comparison.compareAll(await madeBy(side));

  t.diagnostic(`${comparison.count} exchanges`);
  assert.deepEqual(comparison.unlisted, []);
  const gone = [...comparison.occurred].filter(([, count]) => count === 0);
  assert.deepEqual(
    gone.map(([{ name }]) => name),
    [],
  );
});

test("each listed difference has a name of its own and a reason", () => {
  const names = differences.map(({ name }) => name);
  assert.equal(new Set(names).size, names.length);
  assert.deepEqual(
    differences.filter(({ why }) => why.length < 10),
    [],
  );
});
