// The method form: a decorator on a method that is declared async.
import { isMainThread } from "node:worker_threads";
import { runOnExecutor, ThreadPoolExecutor } from "typhoon/concurrent";

export class Reports {
  static executor = new ThreadPoolExecutor({ maxWorkers: 2 });
  static background = new ThreadPoolExecutor({ maxWorkers: 1 });
  title: string;

  constructor(title: string) {
    this.title = title;
  }

  @runOnExecutor
  async describe(prefix: string) {
    return `${prefix} ${this.title}, ${isMainThread ? "here" : "there"}`;
  }

  @runOnExecutor({ executor: "background" })
  async sum(numbers: number[]) {
    return numbers.reduce((a, b) => a + b, 0);
  }
}

export class SalesReports extends Reports {
  @runOnExecutor
  override async describe(prefix: string) {
    return `[${await super.describe(prefix)}]`;
  }
}

// Made before the first line that waits: where a worker has to stop, it must have seen the classes.
const sums = new Reports("sums");
const sales = new SalesReports("sales");

console.log(await sums.describe("the"));
console.log(await sums.sum([1, 2, 3]));
console.log(await sales.describe("the"));
console.log(Reports.executor.stats().completed, Reports.background.stats().completed);
