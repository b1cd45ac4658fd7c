// Tables as text: rows of cells, the first row the header, the first column the names.

export function markdownTable([header, ...rows]) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  const rule = header.map((_, column) => (column === 0 ? "---" : "---:"));
  return [header, rule, ...rows].map(line).join("\n");
}

export function alignTable(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const pad = (cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]));
  return rows.map((row) => row.map(pad).join("  ")).join("\n");
}

export function thousands(rate) {
  return Math.round(rate).toLocaleString("en");
}

/** A number as a table shows it, or a dash where there is none. */
export function decimals(value, digits) {
  return value === undefined || Number.isNaN(value) ? "–" : value.toFixed(digits);
}

export function percent(share) {
  return share === undefined ? "–" : `${Math.round(share * 100)} %`;
}

/** A median with the least and the greatest of the rounds. */
export function withSpread(found, digits) {
  if (found === undefined) return "–";
  const [middle, min, max] = [found.median, found.min, found.max].map((value) => decimals(value, digits));
  return `${middle} (${min}–${max})`;
}
