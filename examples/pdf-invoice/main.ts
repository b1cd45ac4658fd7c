// A PDF is drawn page by page on a worker, and leaves page by page. One word does both.
//
// Run:  node build/examples/pdf-invoice/main.js
// See:  http://localhost:8888/invoices/40 is an invoice with forty lines. http://localhost:8888/invoices/100000 has
//       thousands of pages, of which the first are there at once; meanwhile http://localhost:8888/ answers. Stop the
//       download, and the worker stops, too.
import PDFDocument from "pdfkit";
import { unblock } from "typhoon/concurrent";
import { Application, RequestHandler } from "typhoon/web";

interface Line {
  readonly text: string;
  readonly quantity: number;
  readonly price: number;
}

const linesPerPage = 30;
const columns = { text: 60, quantity: 330, price: 400, sum: 475 } as const;

const money = new Intl.NumberFormat("en", { style: "currency", currency: "EUR" });

function orderedLines(count: number): Line[] {
  return Array.from({ length: count }, (_, n) => ({
    text: `Part No. ${n + 1}`,
    quantity: (n % 5) + 1,
    price: 0.25 * (n + 4),
  }));
}

/** Yields the bytes of each page once it is drawn. */
function* drawInvoice(lines: readonly Line[]): Generator<Buffer> {
  const document = new PDFDocument({ size: "A4", margin: 60, info: { Title: "Invoice" } });
  document.fontSize(24).text("Invoice").moveDown();
  document.fontSize(10);
  let drawn = 0;
  try {
    for (; drawn < lines.length; drawn += linesPerPage) {
      if (drawn > 0) document.addPage();
      drawTable(document, lines.slice(drawn, drawn + linesPerPage));
      yield* finishedBytes(document);
    }
    drawTotal(document, lines);
    document.end();
    yield* finishedBytes(document);
  } finally {
    // Also when the client has gone: then `yield` is where it ends.
    console.log(`drew ${Math.min(drawn, lines.length)} of ${lines.length} lines`);
  }
}

function* finishedBytes(document: PDFKit.PDFDocument): Generator<Buffer> {
  for (let bytes = document.read(); bytes !== null; bytes = document.read()) yield bytes;
}

function drawTable(document: PDFKit.PDFDocument, lines: readonly Line[]): void {
  drawRow(document.font("Helvetica-Bold"), ["Item", "Quantity", "Price", "Sum"]);
  document.font("Helvetica");
  for (const { text, quantity, price } of lines) {
    drawRow(document, [text, String(quantity), money.format(price), money.format(quantity * price)]);
  }
}

function drawRow(document: PDFKit.PDFDocument, [text, quantity, price, sum]: readonly string[]): void {
  const { y } = document;
  document.text(text ?? "", columns.text, y);
  for (const [cell, x] of [
    [quantity, columns.quantity],
    [price, columns.price],
    [sum, columns.sum],
  ] as const) {
    document.text(cell ?? "", x, y, { width: 60, align: "right" });
  }
  document.moveTo(columns.text, document.y + 2).lineTo(columns.sum + 60, document.y + 2);
  document.lineWidth(0.5).strokeColor("#bbb").stroke().moveDown(0.5);
}

function drawTotal(document: PDFKit.PDFDocument, lines: readonly Line[]): void {
  const total = lines.reduce((sum, { quantity, price }) => sum + quantity * price, 0);
  document.font("Helvetica-Bold");
  drawRow(document, ["Total", "", "", money.format(total)]);
}

class MainHandler extends RequestHandler {
  get() {
    this.write("Hello, world\n");
  }
}

class InvoiceHandler extends RequestHandler {
  // The whole method runs on a worker. What it yields is sent as it comes, no faster than the client takes it.
  @unblock
  *get(count: string) {
    this.setHeader("Content-Type", "application/pdf");
    this.setHeader("Content-Disposition", 'inline; filename="invoice.pdf"');
    yield* drawInvoice(orderedLines(Number(count)));
  }
}

const app = new Application([
  ["/", MainHandler],
  ["/invoices/(\\d+)", InvoiceHandler],
]);
const server = await app.listen(Number(process.env["PORT"] ?? 8888));
console.log(`listening on http://localhost:${server.port}/`);
