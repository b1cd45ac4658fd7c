// What Node's options load before the program is there on workers, too.
import { blocking, ProcessPoolExecutor, ThreadPoolExecutor } from "typhoon/concurrent";

const loaded = blocking(() => [globalThis.required, globalThis.imported]);

async function main() {
  for (const executor of [new ThreadPoolExecutor(), new ProcessPoolExecutor()]) {
    console.log(await executor.submit(loaded));
    await executor.shutdown();
  }
}

main();
