// What happened on this page, in order. `window.demo.log` is there for tests and for the curious:
//   { type: "ping-sent", n }               { type: "ping-answered", n, working }
//   { type: "job-sent", way, tag }         { type: "job-answered", way, tag, ok }
//   { type: "ten-sent" }                   { type: "ten-answered", ok }
//   { type: "pool", running, queued, completed }    whenever these numbers change
// `working` is how many jobs the server had in hand when it answered that ping: over 0 only if it can do both.
// `window.demo.until(type)` resolves with the first event of that type, as soon as there is one.
const longest = 50_000;
const log = [];
const waiting = [];

window.demo = Object.freeze({ log, until });

/** Adds an event; the oldest ones are forgotten some day. */
export function record(event) {
  log.push(Object.freeze(event));
  if (log.length > longest) log.splice(0, longest / 10);
  for (const { type, resolve } of waiting) if (type === event.type) resolve(event);
}

function until(type) {
  const found = log.find((event) => event.type === type);
  return found === undefined
    ? new Promise((resolve) => waiting.push({ type, resolve }))
    : Promise.resolve(found);
}
