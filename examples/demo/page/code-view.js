const tokens =
  /(?<comment>\/\/.*|\/\*[\s\S]*?\*\/)|(?<string>"[^"]*"|`[^`]*`)|(?<decorator>@\w+)|(?<keyword>\b(?:export|class|extends|static|override|async|await|return|this|const|new)\b)|(?<name>\b[A-Z]\w*)|(?<call>\b\w+(?=\())/g;

/** Shows the code of each way, as the server read it from the file that it runs. */
export async function showSources() {
  const sources = await (await fetch("/source")).json();
  for (const card of document.querySelectorAll(".way")) {
    card.querySelector("code").replaceChildren(...colored(sources[card.dataset.way] ?? ""));
  }
}

function* colored(source) {
  let end = 0;
  for (const match of source.matchAll(tokens)) {
    yield source.slice(end, match.index);
    const [kind, text] = Object.entries(match.groups).find(([, found]) => found !== undefined);
    const span = document.createElement("span");
    span.className = kind;
    span.textContent = text;
    yield span;
    end = match.index + text.length;
  }
  yield source.slice(end);
}
