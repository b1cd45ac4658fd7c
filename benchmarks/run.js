// Measures a scenario: `npm run bench -- hello --quick`. The peers are installed beside this file when they are
// missing; only then is anything loaded that needs them.
import { installPeers } from "./harness/install-peers.js";
import { main } from "./harness/main.js";

installPeers();
process.exitCode = await main(process.argv.slice(2));
