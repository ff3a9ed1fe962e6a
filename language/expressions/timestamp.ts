/** A moment, exact to the nanosecond. */
export interface Instant {
  /** Whole seconds since the epoch; negative before it. */
  readonly seconds: number;
  /** 0 to 999,999,999. */
  readonly nanoseconds: number;
}

const FORM = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?:Z|([+-])(\d\d):(\d\d))$/;

/** Reads a timestamp of the ISO 8601 profile that ASL uses: `T` and `Z` in upper case, and an offset; seconds may be left out. */
export function parseTimestamp(text: string): Instant | undefined {
  const match = FORM.exec(text);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const offsetHours = Number(match[9] ?? 0);
  const offsetMinutes = Number(match[10] ?? 0);
  if (offsetHours > 18 || offsetMinutes > 59) return undefined;
  const offset = (offsetHours * 60 + offsetMinutes) * (match[8] === '-' ? -60 : 60);
  return {
    seconds: daysSinceEpoch(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - offset,
    nanoseconds: Number((match[7] ?? '').padEnd(9, '0')),
  };
}

/** Is this a timestamp that a definition may hold? RFC 3339 wants the seconds, which a value at run time may leave out. */
export function isRfc3339(text: string): boolean {
  return /T\d\d:\d\d:/.test(text) && parseTimestamp(text) !== undefined;
}

/** Negative when `a` comes first, 0 for the same instant. */
export function compareInstants(a: Instant, b: Instant): number {
  return a.seconds - b.seconds || a.nanoseconds - b.nanoseconds;
}

/** Milliseconds since the epoch, fractions cut off. */
export function millisecondsOf(instant: Instant): number {
  return instant.seconds * 1000 + Math.floor(instant.nanoseconds / 1_000_000);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** Days of the proleptic Gregorian calendar, counted in years that begin in March so that leap days come last. */
function daysSinceEpoch(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}
