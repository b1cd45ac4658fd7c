import { interpolate } from "./interpolate.ts";

/** What formatting needs of a locale. */
interface Translator {
  readonly code: string;
  translate(message: string, pluralMessage?: string, count?: number): string;
}

/** Options of `Locale.formatDate`. */
export interface FormatDateOptions {
  /** The user's time zone as `Date.getTimezoneOffset()` says it: minutes that local time lags behind UTC. Default: 0. */
  readonly gmtOffsetMinutes?: number;
  /** Say `2 minutes ago` and `yesterday`. Default: `true`. */
  readonly relative?: boolean;
  /** Leave the time of day away where the day is said. Default: `false`. */
  readonly shorter?: boolean;
  /** Always say day and year: `July 10, 1980 at 6:35 pm`. Default: `false`; it is so for dates to come. */
  readonly fullFormat?: boolean;
  /** What is taken for now, as milliseconds since 1970. Default: now. */
  readonly nowMs?: number;
}

/** Options of `Locale.formatDay`. */
export interface FormatDayOptions {
  /** See {@link FormatDateOptions}. Default: 0. */
  readonly gmtOffsetMinutes?: number;
  /** Say the day of the week too. Default: `true`. */
  readonly dow?: boolean;
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** A moment in the form that fits how long ago it was. */
export function formatDate(locale: Translator, date: Date | number, options: FormatDateOptions): string {
  const { gmtOffsetMinutes = 0, relative = true, shorter = false, nowMs = Date.now() } = options;
  const ms = validMs(date);
  // Clocks differ a little: what is just about to be is now.
  const isFuture = ms - nowMs > 0 && !(relative && ms - nowMs < minuteMs);
  const agoMs = Math.max(0, nowMs - ms);
  const isFull = options.fullFormat === true || isFuture;
  if (!isFull && relative && agoMs < dayMs) return ago(locale, Math.floor(agoMs / 1000));
  const local = new Date((isFuture ? ms : Math.min(ms, nowMs)) - gmtOffsetMinutes * minuteMs);
  const days = isFull ? Number.POSITIVE_INFINITY : Math.floor(agoMs / dayMs);
  const localYesterday = new Date(nowMs - dayMs - gmtOffsetMinutes * minuteMs);
  const isYesterday = relative && days === 1 && local.getUTCDate() === localYesterday.getUTCDate();
  return interpolate(locale.translate(formatOf(days, isYesterday, shorter)), fieldsOf(locale, local));
}

/** A day of a year. */
export function formatDay(locale: Translator, date: Date | number, options: FormatDayOptions): string {
  const local = new Date(validMs(date) - (options.gmtOffsetMinutes ?? 0) * minuteMs);
  const withWeekday = options.dow ?? true;
  const format = withWeekday ? "%(weekday)s, %(month_name)s %(day)s" : "%(month_name)s %(day)s";
  return interpolate(locale.translate(format), fieldsOf(locale, local));
}

function validMs(date: Date | number): number {
  const ms = typeof date === "number" ? date : date.getTime();
  if (Number.isFinite(ms)) return ms;
  throw new RangeError(`Cannot format a date as it has to be a valid time: current value is ${String(date)}`);
}

function ago(locale: Translator, seconds: number): string {
  if (seconds < 50) {
    return interpolate(locale.translate("1 second ago", "%(seconds)d seconds ago", seconds), { seconds });
  }
  if (seconds < 50 * 60) {
    const minutes = roundHalfEven(seconds / 60);
    return interpolate(locale.translate("1 minute ago", "%(minutes)d minutes ago", minutes), { minutes });
  }
  const hours = roundHalfEven(seconds / 3600);
  return interpolate(locale.translate("1 hour ago", "%(hours)d hours ago", hours), { hours });
}

/** As Python rounds, so that both frameworks say the same. */
function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  return value - floor === 0.5 ? floor + (floor % 2) : Math.round(value);
}

function formatOf(days: number, isYesterday: boolean, shorter: boolean): string {
  if (days === 0) return "%(time)s";
  const day = dayFormatOf(days, isYesterday);
  return shorter ? day : `${day} at %(time)s`;
}

function dayFormatOf(days: number, isYesterday: boolean): string {
  if (isYesterday) return "yesterday";
  if (days < 5) return "%(weekday)s";
  // Eleven months: the same month of last year would be taken for this year's.
  return days < 334 ? "%(month_name)s %(day)s" : "%(month_name)s %(day)s, %(year)s";
}

const months = "January February March April May June July August September October November December".split(
  " ",
);
const weekdays = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");

function fieldsOf(locale: Translator, local: Date): Record<string, string> {
  return {
    month_name: locale.translate(months[local.getUTCMonth()] ?? ""),
    weekday: locale.translate(weekdays[local.getUTCDay()] ?? ""),
    day: String(local.getUTCDate()),
    year: String(local.getUTCFullYear()),
    time: timeOf(locale.code, local),
  };
}

function timeOf(code: string, local: Date): string {
  const hour = local.getUTCHours();
  const minute = String(local.getUTCMinutes()).padStart(2, "0");
  const isMorning = hour < 12;
  if (code === "zh_CN") return `${isMorning ? "上午" : "下午"}${hour % 12 || 12}:${minute}`;
  if (code === "en" || code === "en_US") return `${hour % 12 || 12}:${minute} ${isMorning ? "am" : "pm"}`;
  return `${hour}:${minute}`;
}
