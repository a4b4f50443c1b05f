import type { Business } from '../businesses.js';

/** What an operator should know before customers notice. */
export interface Warning {
  readonly code: 'card-expires' | 'card-expired';
  readonly business: string;
  readonly days: number;
}

const warnDays = 30;

/** Cards that end soon. Their owner must open the desk once: visitors refuse a business whose card has ended. */
export function cardWarnings(businesses: readonly Business[], now: number): readonly Warning[] {
  return businesses.flatMap(({ id, record }) => {
    const days = Math.floor((record.summary.expires - now / 1000) / 86_400);
    if (days >= warnDays) return [];
    return [{ code: days < 0 ? 'card-expired' : 'card-expires', business: id, days }];
  });
}
