import { giveBack, noneFree, takeConnections } from "./connections.js";

/** Lets the two buttons show how the browser treats equal and different addresses. */
export function offerTwoTabs() {
  const same = document.querySelector("#same-address");
  const own = document.querySelector("#own-addresses");
  same.addEventListener("click", () => run([`/two-tabs?n=${Date.now()}`, `/two-tabs?n=${Date.now()}`]));
  own.addEventListener("click", () => run([`/two-tabs?n=${Date.now()}-1`, `/two-tabs?n=${Date.now()}-2`]));
}

async function run(addresses) {
  if (!takeConnections(2)) return say(noneFree);
  say(`Asking for ${addresses[0]} and ${addresses[1]} …`);
  try {
    const [one, other] = await Promise.all(addresses.map(ask));
    show(one, other);
  } catch {
    say("No answer: is the server still there?");
  } finally {
    giveBack(2);
  }
}

/** As a tab would: without any word on caching, which is why the browser may hold the second back. */
async function ask(address) {
  const response = await fetch(address);
  return response.json();
}

function show(one, other) {
  const start = Math.min(one.cameAt, other.cameAt);
  const total = Math.max(one.answeredAt, other.answeredAt, start + 3200) - start;
  const bars = document.querySelectorAll("#tabs-bars i");
  [one, other].forEach(({ cameAt, answeredAt }, index) => {
    bars[index].style.marginLeft = `${(100 * (cameAt - start)) / total}%`;
    bars[index].style.width = `${(100 * (answeredAt - cameAt)) / total}%`;
    bars[index].textContent =
      `${((cameAt - start) / 1000).toFixed(1)} to ${((answeredAt - start) / 1000).toFixed(1)} s`;
  });
  document.querySelector("#tabs-bars").hidden = false;
  const inTurn = one.answeredAt <= other.cameAt || other.answeredAt <= one.cameAt;
  say(
    inTurn
      ? "The server got the second request when it had answered the first: this browser held it back."
      : "The server got the second request while it worked for the first: they ran at the same time.",
  );
}

function say(text) {
  document.querySelector("#tabs-verdict").textContent = text;
}
