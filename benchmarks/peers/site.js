// What every peer of the HTTP scenarios serves: the same values, so that only the servers differ.

/** A record as an API answers it. */
export const record = {
  id: 4711,
  name: "Ada Lovelace",
  email: "ada@example.org",
  active: true,
  roles: ["author", "editor"],
  score: 98.6,
  createdAt: "2026-08-01T12:00:00.000Z",
  address: { street: "12 St James's Square", city: "London", country: "GB" },
};

/** Bodies by path: text, as templates make it. */
export const pages = { "/1k": textOf(1024), "/64k": textOf(65_536), "/1m": textOf(1_048_576) };

/** 200 paths with two parameters each; the answer names the resource and tells both. */
export const resources = Array.from({ length: 200 }, (_, index) => `resource${index}`);

function textOf(bytes) {
  return "<li>All work and no play makes Jack a dull boy.</li>\n".repeat(bytes / 40).slice(0, bytes);
}
