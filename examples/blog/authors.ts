import { unblock } from "typhoon/concurrent";
import { database, databaseExecutor } from "./database.ts";

/** Who writes here. */
export interface Author {
  readonly id: number;
  readonly name: string;
}

/** What is needed to let an author in. */
export interface Account {
  readonly id: number;
  readonly password: string;
}

const options = { executor: databaseExecutor };

/** Whether the blog has its author. */
export const hasAuthor = unblock(() => database().get("SELECT id FROM authors") !== null, options);

/** The author of that number. */
export const findAuthor = unblock((id: number): Author | undefined => {
  const row = database().get("SELECT id, name FROM authors WHERE id = ?", id);
  return row === null ? undefined : { id: Number(row["id"]), name: String(row["name"]) };
}, options);

/** The account with that address. */
export const findAccount = unblock((email: string): Account | undefined => {
  const row = database().get("SELECT id, password FROM authors WHERE email = ?", email);
  return row === null ? undefined : { id: Number(row["id"]), password: String(row["password"]) };
}, options);

/** Adds the author and tells its number. A blog has one: of two that come at the same time, the second gets `undefined`. */
export const addAuthor = unblock((email: string, name: string, password: string): number | undefined => {
  const added = database().run(
    "INSERT INTO authors (email, name, password) SELECT ?, ?, ? WHERE NOT EXISTS (SELECT id FROM authors)",
    [email, name, password],
  );
  return added.changes === 0 ? undefined : Number(added.lastInsertRowid);
}, options);
