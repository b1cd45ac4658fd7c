const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const numeric =
  /^(?<year>\d{4})(?<dash>-?)(?<month>\d\d)\k<dash>(?<day>\d\d)(?:[ T](?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d))?)?$/;
const named =
  /^[A-Z][a-z]{2} (?<name>[A-Z][a-z]{2}) +(?<day>\d\d?) (?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d) (?<year>\d{4})$/;
const withZone = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/;

/**
 * Reads `2026-11-20`, `20261120 18:30`, `Fri Nov 20 18:30:00 2026` and the like as local time, and ISO 8601 with a zone.
 *
 * @throws {RangeError} if the text is no date, or a day that its month does not have
 */
export function parseDate(text: string): Date {
  const date = withZone.test(text) ? new Date(text) : localDate(text);
  if (date === undefined || Number.isNaN(date.getTime())) throw new RangeError("it is no date");
  return date;
}

function localDate(text: string): Date | undefined {
  const fields = (numeric.exec(text) ?? named.exec(text))?.groups;
  if (fields === undefined) return undefined;
  const month =
    fields["month"] === undefined ? months.indexOf(fields["name"] ?? "") : Number(fields["month"]) - 1;
  const wanted = [Number(fields["year"]), month, Number(fields["day"]), ...timeOf(fields)] as const;
  const [year, , day, hour, minute, second] = wanted;
  const date = new Date(year, month, day, hour, minute, second);
  const found = [date.getFullYear(), date.getMonth(), date.getDate()];
  return found.every((value, index) => value === wanted[index]) ? date : undefined;
}

function timeOf(fields: Readonly<Record<string, string>>): [hour: number, minute: number, second: number] {
  const { hour = "0", minute = "0", second = "0" } = fields;
  return [Number(hour), Number(minute), Number(second)];
}
