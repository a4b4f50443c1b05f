const formats = new Map<string, Intl.DateTimeFormat>();

/** Hour and minute as the language writes them. */
export function clockTime(locale: string, at: number): string {
  return format(locale, 'time', { hour: 'numeric', minute: '2-digit' }).format(at);
}

/** A day in the words of the language: today, yesterday, the weekday within the last week, else the date. */
export function dayName(locale: string, at: number, now: number): string {
  const days = Math.round((startOfDay(now) - startOfDay(at)) / 86_400_000);
  if (days === 0 || days === 1)
    return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-days, 'day');
  if (days > 1 && days < 7) return format(locale, 'weekday', { weekday: 'long' }).format(at);
  return format(locale, 'date', { dateStyle: 'long' }).format(at);
}

/** Midnight before a time, on this device's calendar. */
export function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

function format(locale: string, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${name}`;
  const found = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(key, found);
  return found;
}
