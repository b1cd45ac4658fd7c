import sqlite from "node-sqlite3-wasm";
import { ThreadPoolExecutor, workerLocal } from "typhoon/concurrent";

/** Where all queries run. This driver lets one connection at a time use a file, so there is one worker. */
export const databaseExecutor = new ThreadPoolExecutor({ maxWorkers: 1 });

const schema = `
  PRAGMA busy_timeout = 5000;
  PRAGMA foreign_keys = ON;
  CREATE TABLE IF NOT EXISTS authors (
    id INTEGER PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    password TEXT NOT NULL
  );
  CREATE TABLE IF NOT EXISTS entries (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    author_id INTEGER NOT NULL REFERENCES authors(id),
    slug TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    markdown TEXT NOT NULL,
    html TEXT NOT NULL,
    published TEXT NOT NULL,
    updated TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS entries_published ON entries (published);
`;

/** The connection of the worker that asks: opened at its first query, closed when it ends. Never used on the loop. */
export const database = workerLocal(
  () => {
    const opened = new sqlite.Database(process.env["DATABASE"] ?? "blog.db");
    opened.exec(schema);
    return opened;
  },
  { dispose: (opened) => opened.close() },
);
