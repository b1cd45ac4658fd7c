// The page's beginning: it makes the parts and connects them.
import { drawForever } from "./chart.js";
import { showSources } from "./code-view.js";
import { jobs, startJob, startTen } from "./jobs.js";
import { followServer } from "./live-feed.js";
import { startPings } from "./pings.js";
import { showPool } from "./pool-panel.js";
import { watchState } from "./state.js";
import { offerTwoTabs } from "./two-tabs.js";

const form = document.querySelector("#choices");
const seconds = form.elements.seconds;

function choice() {
  return { kind: form.elements.kind.value, seconds: Number(seconds.value) };
}

seconds.addEventListener("input", () => {
  form.querySelector("output").textContent = `${seconds.value} s`;
});
for (const card of document.querySelectorAll(".way")) {
  card.querySelector(".start").addEventListener("click", () => startJob(card, choice()));
}
document.querySelector("#ten").addEventListener("click", () => startTen(choice()));

startPings();
followServer(showPool);
watchState();
offerTwoTabs();
showSources();
drawForever(document.querySelector("#chart"), jobs);
