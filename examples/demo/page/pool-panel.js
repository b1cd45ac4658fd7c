import { record } from "./event-log.js";
import { jobs as ownJobs } from "./jobs.js";

const silentAfterMs = 400;
const mostRows = 12;
const kinds = { hash: "Hash a password", wait: "Wait like a driver", render: "Render a big page" };
const ways = { plain: "plain", async: "async", unblocked: "@unblock" };

let heardAt = performance.now();
let lastNumbers = "";
/** Which job each thread is shown with. The pool does not tell, so a job keeps the place that was free. */
const places = [];

setInterval(() => {
  const isSilent = !document.hidden && performance.now() - heardAt > silentAfterMs;
  document.querySelector(".pool-panel").toggleAttribute("data-silent", isSilent);
  if (isSilent) showUnheard();
}, 100);

/** Shows a report of the server: `{ now, pool, jobs }`. */
export function showPool({ now, pool, jobs }) {
  heardAt = performance.now();
  showNumbers(pool);
  const { onThreads, queued } = share(jobs, pool);
  showThreads(onThreads, pool, now);
  showQueue(queued);
  showRows(jobs, onThreads, now);
}

/** The pool has given out more jobs than have said that they began: the first ones of the queue are on their way. */
function share(jobs, pool) {
  const unblocked = jobs.filter((job) => job.way === "unblocked");
  const running = unblocked.filter((job) => stateOf(job) === "running");
  const waiting = unblocked.filter((job) => stateOf(job) === "queued");
  const count = Math.max(0, pool.running - running.length);
  return { onThreads: [...running, ...waiting.slice(0, count)], queued: waiting.slice(count) };
}

function stateOf(job) {
  return job.outcome ?? (job.beganAt === undefined ? "queued" : "running");
}

function showNumbers({ running, queued, completed }) {
  for (const [name, value] of Object.entries({ running, queued, completed })) {
    document.querySelector(`[data-stat="${name}"]`).textContent = value;
  }
  const numbers = `${running} ${queued} ${completed}`;
  if (numbers !== lastNumbers) record({ type: "pool", running, queued, completed });
  lastNumbers = numbers;
}

function showThreads(running, { maxWorkers, workers }, now) {
  seat(running, maxWorkers);
  const items = Array.from({ length: maxWorkers }, (_, place) => {
    const job = places[place];
    if (job === undefined)
      return element("li", { class: "idle" }, place < workers ? "idle" : "starts when needed");
    const done = job.beganAt === undefined ? 0 : Math.min(1, (now - job.beganAt) / (job.seconds * 1000));
    const bar = element("progress", { max: 1, value: done, "aria-label": `Job ${job.id}` });
    return element("li", { class: "busy" }, element("span", {}, `#${job.id}`), bar);
  });
  replace("#threads", items);
}

function seat(running, count) {
  const left = new Map(running.map((job) => [job.id, job]));
  for (let place = 0; place < count; place++) {
    const same = left.get(places[place]?.id);
    places[place] = same;
    if (same !== undefined) left.delete(same.id);
  }
  for (const job of left.values()) {
    const free = places.indexOf(undefined);
    if (free !== -1) places[free] = job;
  }
}

function showQueue(queued) {
  const items = queued.map((job) => element("li", {}, `#${job.id}`));
  replace("#queue", items.length > 0 ? items : [element("li", { class: "none" }, "empty")]);
}

function showRows(jobs, onThreads, now) {
  const begun = new Set(onThreads);
  const rows = jobs
    .slice(-mostRows)
    .reverse()
    .map((job) => row(job, begun.has(job), now));
  replace("#jobs", rows.length > 0 ? rows : [nothingYet()]);
}

function row(job, isOnThread, now) {
  const state = isOnThread ? "running" : stateOf(job);
  const waited = (job.beganAt ?? job.endedAt ?? now) - job.queuedAt;
  const worked = job.beganAt === undefined ? undefined : (job.endedAt ?? now) - job.beganAt;
  return cells(`#${job.id}`, job.way, kinds[job.kind], state, asSeconds(waited), asSeconds(worked));
}

/** While the server is silent only the page knows of what it has sent. */
function showUnheard() {
  const table = document.querySelector("#jobs");
  for (const job of ownJobs) {
    if (job.answeredAt !== undefined || table.querySelector(`[data-tag="${job.tag}"]`)) continue;
    if (performance.now() - job.sentAt > performance.now() - heardAt + 200) continue;
    const unheard = cells("…", job.way, "sent, no word yet", "unheard", "", "");
    unheard.dataset.tag = job.tag;
    table.prepend(unheard);
  }
}

function cells(id, way, work, state, waited, worked) {
  return element(
    "tr",
    {},
    element("td", {}, id),
    element("td", {}, element("span", { class: "tag", "data-way": way }, ways[way])),
    element("td", { class: "wide" }, work),
    element(
      "td",
      {},
      element("span", { class: "state", "data-state": state }, state === "unheard" ? "sent" : state),
    ),
    element("td", { class: "number" }, waited),
    element("td", { class: "number" }, worked),
  );
}

function nothingYet() {
  return element("tr", {}, element("td", { colspan: 6, class: "none" }, "No job yet. Start one above."));
}

function asSeconds(ms) {
  return ms === undefined ? "–" : `${(ms / 1000).toFixed(1)} s`;
}

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children);
  return made;
}

function replace(selector, children) {
  document.querySelector(selector).replaceChildren(...children);
}
