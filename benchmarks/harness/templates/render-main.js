// Renders the page as often as it can: `node render-main.js <engine> <form> <warm-up ms> <ms>`. Prints one line of JSON.
import { hash } from "node:crypto";
import { data, normalized } from "../../peers/templates/page.js";

const [engine, form, ...times] = process.argv.slice(2);
const [warmUpMs, countMs] = times.map(Number);
const { open } = await import(`../../peers/templates/${engine}.js`);
const render = open(form);

renderFor(warmUpMs);
const { pages, ms } = renderFor(countMs);
const page = normalized(render(data));
console.log(
  JSON.stringify({ microseconds: (ms * 1000) / pages, bytes: page.length, digest: hash("sha1", page) }),
);

function renderFor(wantedMs) {
  const start = performance.now();
  let pages = 0;
  let ms = 0;
  for (; ms < wantedMs; ms = performance.now() - start) {
    // As bytes, as they are sent: a text that is joined in secret would otherwise cost nothing here.
    for (let i = 0; i < 20; i++) Buffer.from(render(data));
    pages += 20;
  }
  return { pages, ms };
}
