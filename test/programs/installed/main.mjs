// An application that uses a package with blocking functions, on threads and on processes.
import { Account, NoNumberError, partialSums, sum, sumUnblocked } from "slow-sums";
import { blocking, ProcessPoolExecutor, ThreadPoolExecutor } from "typhoon/concurrent";

const double = blocking((number) => 2 * number);

async function main() {
  for (const Executor of [ThreadPoolExecutor, ProcessPoolExecutor]) {
    const executor = new Executor({ maxWorkers: 1 });
    console.log(await executor.submit(double, 21));
    console.log(await executor.submit(sum, [1, 2]), await executor.submit(sum, [3]));
    await executor.submit(sum, ["four"]).catch((error) => console.log(error instanceof NoNumberError));
    for await (const partial of executor.stream(partialSums, [[1, 2, 3]])) console.log(partial);
    const account = Object.assign(new Account(), { entries: [4, 5], executor });
    console.log(await account.total());
    const { join } = executor.import("node:path");
    console.log(await join("a", "b"));
    await executor.shutdown();
  }
  console.log(await sumUnblocked([5, 6]), sum([7]).isElsewhere);
}

main();
