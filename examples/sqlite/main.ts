// A synchronous database driver, off the loop: one connection per worker, opened at its first query there, and closed
// when the worker ends.
//
// Run:  node build/examples/sqlite/main.js        (the file is notes.db, or the one in DATABASE)
// See:  curl -d text="buy tea" http://localhost:8888/notes     adds a note
//       curl http://localhost:8888/notes?q=tea                 finds it
//       curl http://localhost:8888/calendar/3000000            counts notes per day, which takes some seconds;
//       meanwhile http://localhost:8888/ answers at once, and other queries wait for their turn.
import sqlite from "node-sqlite3-wasm";
import { currentTask, ThreadPoolExecutor, unblock, workerLocal } from "typhoon/concurrent";
import { drainOnSignal } from "typhoon/httpserver";
import { Application, HTTPError, RequestHandler } from "typhoon/web";

// This driver lets one connection at a time use a file, reading included, so a second worker would only wait. With one
// that lets readers run side by side, such as node:sqlite with "PRAGMA journal_mode = WAL", it would be as many as
// there are processors.
const executor = new ThreadPoolExecutor({ maxWorkers: 1 });

const database = workerLocal(
  () => {
    const opened = new sqlite.Database(process.env["DATABASE"] ?? "notes.db");
    // Another process may use the file: wait for it.
    opened.exec("PRAGMA busy_timeout = 5000");
    opened.exec(
      "CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY, day TEXT DEFAULT CURRENT_DATE, text TEXT)",
    );
    console.log("opened a connection");
    return opened;
  },
  {
    dispose: (opened) => {
      opened.close();
      console.log("closed a connection");
    },
  },
);

// The queries are what a program without threads would have. Only plain data comes back, never a cursor.
const addNote = unblock(
  (text: string) => Number(database().run("INSERT INTO notes (text) VALUES (?)", text).lastInsertRowid),
  { executor },
);

const findNotes = unblock(
  (words: string) =>
    database().all("SELECT id, day, text FROM notes WHERE instr(text, ?) ORDER BY id DESC LIMIT 100", words),
  { executor },
);

const readNote = unblock((id: number) => database().get("SELECT id, day, text FROM notes WHERE id = ?", id), {
  executor,
});

// A query that may take long asks whether anybody still waits: a worker that was ended by force in the middle of it
// would leave the file locked.
const countByDay = unblock(
  (days: number) => {
    console.log(`counting over ${days} days`);
    const task = currentTask();
    const counts: Record<string, number> = {};
    const calendar = database().prepare(
      `WITH RECURSIVE calendar(n, day) AS (
         SELECT 1, date('now') UNION ALL SELECT n + 1, date('now', -n || ' days') FROM calendar WHERE n < ?
       )
       SELECT day, (SELECT count(*) FROM notes WHERE notes.day = calendar.day) AS notes FROM calendar`,
    );
    try {
      for (const { day, notes } of calendar.iterate(days)) {
        task.throwIfAborted();
        if (Number(notes) > 0) counts[String(day)] = Number(notes);
      }
      return counts;
    } finally {
      calendar.finalize();
    }
  },
  { executor, timeoutMs: 30_000 },
);

class MainHandler extends RequestHandler {
  get() {
    this.write("POST text to /notes, then GET /notes?q=words\n");
  }
}

class NotesHandler extends RequestHandler {
  async get() {
    this.write({ notes: await findNotes(this.getArgument("q", "")) });
  }

  async post() {
    const id = await addNote(this.getArgument("text"));
    this.setStatus(201);
    this.setHeader("Location", `/notes/${id}`);
    this.write({ id });
  }
}

class NoteHandler extends RequestHandler {
  async get(id: string) {
    const note = await readNote(Number(id));
    if (note === null) throw new HTTPError(404);
    this.write(note);
  }
}

class CalendarHandler extends RequestHandler {
  async get(days: string) {
    this.write({ notes: await countByDay(Number(days)) });
  }
}

const app = new Application([
  ["/", MainHandler],
  ["/notes", NotesHandler],
  ["/notes/(\\d+)", NoteHandler],
  ["/calendar/(\\d+)", CalendarHandler],
]);
const server = await app.listen(Number(process.env["PORT"] ?? 8888));
console.log(`listening on http://localhost:${server.port}/`);

// Workers that are ended by the end of the process cannot close their connections. So end them first.
drainOnSignal(server, { executors: [executor] });
