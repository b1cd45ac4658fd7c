const retryMs = 1000;

/**
 * Follows the server's report, a response without an end with a JSON on each line; begins anew when it breaks off.
 * A page that nobody looks at lets go of it, because it would cost the other tabs one of their connections.
 */
export async function followServer(onReport) {
  for (;;) {
    await untilVisible();
    try {
      for await (const report of reports()) onReport(report);
    } catch {
      // The server is gone, or the page was hidden.
    }
    await new Promise((resolve) => setTimeout(resolve, retryMs));
  }
}

async function* reports() {
  const hidden = new AbortController();
  document.addEventListener("visibilitychange", () => hidden.abort(), { once: true });
  const response = await fetch(`/live?n=${Date.now()}`, { cache: "no-store", signal: hidden.signal });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    const lines = (text + piece.value).split("\n");
    text = lines.pop();
    for (const line of lines) yield JSON.parse(line);
  }
}

async function untilVisible() {
  while (document.hidden) {
    await new Promise((resolve) => document.addEventListener("visibilitychange", resolve, { once: true }));
  }
}
