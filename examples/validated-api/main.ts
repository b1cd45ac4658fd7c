// An interface for programs that says what it takes: requests are checked by their schemas before a method runs, the
// methods have the types, and the same schemas are the documentation.
//
// Run:  node build/examples/validated-api/main.js
// See:  curl http://localhost:8888/books?year=1851
//       curl -H 'Content-Type: application/json' -d '{"title":"Emma","year":1815,"subjects":[]}' http://localhost:8888/books
//       curl -H 'Content-Type: application/json' -d '{"title":"","year":"soon"}' http://localhost:8888/books
//           The last is refused, with both fields.
//       http://localhost:8888/reference is the page for people, http://localhost:8888/openapi.json that for programs.
import { APIReferenceHandler, OpenAPIHandler } from "typhoon/openapi";
import { Application, type During, described } from "typhoon/web";
import { z } from "zod";

const NewBook = z
  .object({
    title: z.string().min(1).describe("As it stands on the cover."),
    year: z.number().int().min(1450).describe("When it was first printed."),
    subjects: z.array(z.string()),
  })
  .meta({ title: "NewBook" });
const BookChange = NewBook.partial().meta({ title: "BookChange" });
const Book = z.object({ id: z.number().int(), ...NewBook.shape }).meta({ title: "Book" });

const unknownBook = { description: "There is no such book" };
const tags = ["Books"];

const books = new Map([[1, { id: 1, title: "Moby-Dick", year: 1851, subjects: ["whales"] }]]);

class BooksHandler extends described({
  get: {
    summary: "Lists books",
    tags,
    query: z.object({
      year: z.coerce.number().int().optional().describe("Only books of this year."),
      subject: z.array(z.string()).default([]).describe("Only books about all of these."),
    }),
    lists: ["subject"],
    response: z.object({ books: z.array(Book) }),
  },
  post: { summary: "Adds a book", tags, body: NewBook, response: { 201: Book } },
}) {
  override get() {
    const { year, subject } = this.query;
    const found = [...books.values()]
      .filter((book) => year === undefined || book.year === year)
      .filter((book) => subject.every((one) => book.subjects.includes(one)));
    this.reply(200, { books: found });
  }

  override post() {
    const book = { id: books.size + 1, ...this.body };
    books.set(book.id, book);
    this.setHeader("Location", `/books/${book.id}`);
    this.reply(201, book);
  }
}

class BookHandler extends described({
  get: { summary: "Shows a book", tags, response: { 200: Book, 404: unknownBook } },
  put: {
    summary: "Replaces a book",
    tags,
    body: NewBook,
    response: { 200: Book, 404: unknownBook },
  },
  patch: {
    summary: "Changes a part of a book",
    description: "Fields that are left out stay as they are.",
    tags,
    body: BookChange,
    response: { 200: Book, 404: unknownBook },
  },
}) {
  override get({ id }: { readonly id: number }) {
    const book = books.get(id);
    return book === undefined ? this.reply(404) : this.reply(200, book);
  }

  override put(this: During<this, "put">, { id }: { readonly id: number }) {
    return this.#change(id, this.body);
  }

  override patch(this: During<this, "patch">, { id }: { readonly id: number }) {
    return this.#change(id, this.body);
  }

  #change(id: number, change: z.output<typeof BookChange>) {
    const book = books.get(id);
    if (book === undefined) return this.reply(404);
    Object.assign(book, change);
    return this.reply(200, book);
  }
}

const about = { title: "Bookshelf", version: "1.0.0", description: "A shelf of books, for programs." };
const app = new Application(
  [
    ["/books", BooksHandler],
    ["/books/:id(integer)", BookHandler],
    ["/openapi.json", OpenAPIHandler, about],
    ["/reference", APIReferenceHandler, { ...about, documentUrl: "/openapi.json" }],
  ],
  { responseCheck: "check" },
);
const server = await app.listen(Number(process.env["PORT"] ?? 8888));
console.log(`listening on http://localhost:${server.port}/`);
