/** A time in milliseconds since 1970 as a person reads it: `2026-11-16 09:00 UTC`. */
export function showTime(time: number): string {
  return `${iso(time).slice(0, 16).replace('T', ' ')} UTC`;
}

/** The day of a time in UTC: `2026-11-16`. */
export function showDay(time: number): string {
  return iso(time).slice(0, 10);
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
