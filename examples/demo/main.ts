// The demo: what blocking does to a server, to be seen in a browser.
//
//   npm start            then open http://localhost:8888/
//   PORT=9000 npm start  another port; HOST=0.0.0.0 lets other machines in, a phone for example
import { Application } from "typhoon/web";
import { Async, Plain, Unblocked } from "./handlers.ts";
import { LiveHandler } from "./live-handler.ts";
import { PageHandler, readPageFiles } from "./page-handler.ts";
import { PingHandler } from "./ping-handler.ts";
import { readSources, SourceHandler } from "./source-handler.ts";
import { TenHandler } from "./ten-handler.ts";
import { TwoTabsHandler } from "./two-tabs-handler.ts";

const files = readPageFiles();

const application = new Application([
  ["/", PageHandler, { files }],
  ["/page/([\\w.-]+)", PageHandler, { files }],
  ["/source", SourceHandler, { sources: readSources() }],
  ["/ping", PingHandler],
  ["/live", LiveHandler],
  ["/plain", Plain, { way: "plain" }],
  ["/async", Async, { way: "async" }],
  ["/unblocked", Unblocked, { way: "unblocked" }],
  ["/ten", TenHandler],
  ["/two-tabs", TwoTabsHandler],
]);

try {
  const { PORT = "8888", HOST = "localhost" } = process.env;
  const server = await application.listen(Number(PORT), HOST);
  if (server.isListening) console.log(`See it at http://localhost:${server.port}/ (Ctrl+C ends it)`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
