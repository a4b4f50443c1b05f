import { formatter } from '../words/formatters.js';

/** Hour and minute as the language writes them. */
export function clockTime(locale: string, at: number): string {
  return formatter(Intl.DateTimeFormat, locale, { hour: 'numeric', minute: '2-digit' }).format(at);
}

/** A day in the words of the language: today, yesterday, the weekday within the last week, else the date. */
export function dayName(locale: string, at: number, now: number): string {
  const days = Math.round((startOfDay(now) - startOfDay(at)) / 86_400_000);
  if (days === 0 || days === 1)
    return formatter(Intl.RelativeTimeFormat, locale, { numeric: 'auto' }).format(-days, 'day');
  return formatter(
    Intl.DateTimeFormat,
    locale,
    days > 1 && days < 7 ? { weekday: 'long' } : { dateStyle: 'long' },
  ).format(at);
}

/** Midnight before a time, on this device's calendar. */
export function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}
