// A page with many rows takes long to render: there is nothing to wait for in it, only work. One word takes it off the
// loop; and what is costly to make, each worker makes once.
//
// Run:  node build/examples/template-render/main.js
// See:  while http://localhost:8888/report/200000 is rendered, http://localhost:8888/ answers at once.
//       While http://localhost:8888/blocking-report/200000 is, nothing does.
import { unblock, workerLocal } from "typhoon/concurrent";
import { Application, RequestHandler } from "typhoon/web";

interface Order {
  readonly item: string;
  readonly price: number;
  readonly day: Date;
}

// To make a formatter costs a thousand times what it costs to use it.
const formatters = workerLocal(() => ({
  money: new Intl.NumberFormat("en", { style: "currency", currency: "EUR" }),
  day: new Intl.DateTimeFormat("en", { dateStyle: "full", timeZone: "UTC" }),
}));

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function row({ item, price, day }: Order): string {
  const { money, day: dayFormat } = formatters();
  return `<tr><td>${escapeHtml(item)}<td>${money.format(price)}<td>${dayFormat.format(day)}`;
}

function page(count: number): string {
  console.log(`rendering ${count} rows`);
  let rows = "";
  for (let n = 1; n <= count; n++)
    rows += row({ item: `<No. ${n}>`, price: n / 100, day: new Date(n * 86_400_000) });
  return `<!doctype html><title>Orders</title><table>${rows}</table>\n`;
}

// The cure: the same function, on a worker thread. The orders themselves are read there, too: what is not sent
// need not be copied.
const renderPage = unblock(page);

class MainHandler extends RequestHandler {
  get() {
    this.write("Hello, world\n");
  }
}

class ReportHandler extends RequestHandler {
  async get(count: string) {
    this.write(await renderPage(Number(count)));
  }
}

// The trap.
class BlockingReportHandler extends RequestHandler {
  get(count: string) {
    this.write(page(Number(count)));
  }
}

const app = new Application([
  ["/", MainHandler],
  ["/report/(\\d+)", ReportHandler],
  ["/blocking-report/(\\d+)", BlockingReportHandler],
]);
const server = await app.listen(Number(process.env["PORT"] ?? 8888));
console.log(`listening on http://localhost:${server.port}/`);
