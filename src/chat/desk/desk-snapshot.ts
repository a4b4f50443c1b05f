/** What the open desk shows beside its rows and its thread. */
import type { ErrorCode } from '../../errors.js';
import type { BusinessId } from '../../wire/ids.js';
import { readBusinessName } from '../model/business-name.js';
import type { UnlockedDeskState } from '../model/desk-state.js';
import type { CardTrust } from '../session/card-trust.js';

const warnDays = 30;

/** The desk in the moment in which it is unlocked. */
export function initialState({
  node,
  business,
  memberName,
}: {
  readonly node: string;
  readonly business: BusinessId;
  readonly memberName: string;
}): UnlockedDeskState {
  return Object.freeze({
    phase: 'open',
    businessName: '',
    business,
    isDemo: false,
    memberName,
    isAvailable: true,
    hasSound: true,
    notifications: 'unsupported',
    connection: 'waiting',
    rows: [],
    search: '',
    thread: undefined,
    unread: 0,
    cardEndsInDays: 0,
    tag: `<script type="module" src="${node}/secure-chat.js"></script>\n<secure-chat business="${business}"></secure-chat>`,
    error: undefined,
  });
}

/** What the newest card says, while it is valid. */
export function cardState(
  { card }: CardTrust,
  now: number,
): Pick<UnlockedDeskState, 'businessName' | 'isDemo' | 'cardEndsInDays'> {
  const days = card ? Math.floor((card.expires - now / 1000) / 86_400) : 0;
  return { ...readBusinessName(card?.name ?? ''), cardEndsInDays: days <= warnDays ? days : 0 };
}

/** What went wrong, and whether trying again makes sense. */
export function currentErrorOf(code: ErrorCode): UnlockedDeskState['error'] {
  return { code, canRetry: code !== 'device-removed' && code !== 'admission-refused', href: undefined };
}
