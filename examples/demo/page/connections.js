// HTTP/1.1 browsers open six connections to one host. One is the live feed's, one at least is for the pings, so
// long requests get four; with more of them the pings would wait in the browser, and the chart would blame the server.
let free = 4;

/** Takes connections for long requests; `false` if there are not so many. */
export function takeConnections(count) {
  if (count > free) return false;
  free -= count;
  return true;
}

/** Gives them back. */
export function giveBack(count) {
  free += count;
}

/** What to say when there are not enough. */
export const noneFree =
  "The browser opens only six connections to one host, and the rest is for the pings: wait for a job to end, or start ten at once, which is a single request.";
