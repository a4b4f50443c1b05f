import { formatter } from '../words/formatters.js';

const minute = 60_000;

/** How long ago, short, in the words of the language: now, 4 min, 2 hr, else the date. */
export function shortAge(locale: string, at: number, now: number): string {
  const minutes = minutesSince(at, now);
  if (minutes < 1) return formatter(Intl.RelativeTimeFormat, locale, { numeric: 'auto' }).format(0, 'second');
  if (minutes < 24 * 60) return shortTime(locale, minutes);
  return formatter(Intl.DateTimeFormat, locale, { day: 'numeric', month: 'short' }).format(at);
}

/** How long somebody waits: minutes, from an hour on hours; never less than one minute. */
export function shortTime(locale: string, minutes: number): string {
  const isHours = minutes >= 60;
  return formatter(Intl.NumberFormat, locale, {
    style: 'unit',
    unit: isHours ? 'hour' : 'minute',
    unitDisplay: 'short',
  }).format(isHours ? Math.floor(minutes / 60) : Math.max(1, minutes));
}

/** Minutes since a moment. */
export function minutesSince(since: number, now: number): number {
  return Math.floor(Math.max(0, now - since) / minute);
}
