import type {
  ConversationRow,
  UnlockedDeskState,
  DeskState,
  DeskThread,
} from '../../../src/chat/model/desk-state.js';
import type { ConversationId, PeerId } from '../../../src/wire/ids.js';
import { text } from './visitor-fixtures.js';
import { draftOf } from '../draft.js';

const minute = 60_000;
const business = 'sc1-mfrggzdfmztwq2lknnwg23tpobyxe43u';
const longWord = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';

/** The id of a visitor of the fixtures. */
function visitor(name: string): PeerId {
  return `v-${name}` as PeerId;
}

/** A row of the list; whatever is not said is that of a quiet conversation of one's own. */
export function row(id: string, change: Partial<ConversationRow> = {}): ConversationRow {
  return {
    id: id as ConversationId,
    visitor: visitor(id),
    name: '',
    pageTitle: '',
    section: 'yours',
    colleague: '',
    lastText: '',
    lastIsOwn: false,
    lastAt: Date.now(),
    waitingSince: 0,
    unread: 0,
    visitorOnline: true,
    ...change,
  };
}

const ago = (minutes: number): number => Date.now() - minutes * minute;

const rows: readonly ConversationRow[] = [
  row('lamp', {
    pageTitle: 'Lamp Bø',
    section: 'waiting',
    lastText: 'Is this one dimmable?',
    waitingSince: ago(4),
    lastAt: ago(4),
    unread: 2,
  }),
  row('cart', {
    pageTitle: 'Cart',
    section: 'waiting',
    lastText: 'Coupon does not work',
    waitingSince: ago(1),
    lastAt: ago(1),
    unread: 1,
  }),
  row('mira', { name: 'Mira K.', lastText: 'Great, I’ll take it. Can you hold it until Friday?' }),
  row('jonas', { name: 'Jonas', lastText: 'The invoice is attached.', lastIsOwn: true, lastAt: ago(12) }),
  row('salma', { name: 'Salma A.', lastText: 'Thank you!', lastAt: ago(70), visitorOnline: false }),
  row('petra', {
    name: 'Petra T.',
    section: 'colleagues',
    colleague: 'Tom',
    lastText: 'We can deliver on Monday.',
    lastIsOwn: true,
    lastAt: ago(2),
  }),
];

const thread: DeskThread = {
  id: 'mira' as ConversationId,
  isLoading: false,
  visitor: visitor('mira'),
  name: 'Mira K.',
  section: 'yours',
  colleague: '',
  context: {
    title: 'Oak shelf',
    page: 'https://juniper.example/shelves/oak',
    facts: [{ name: 'Cart', value: '2 items, € 214' }],
  },
  note: 'Wants pick-up at the Lindenstrasse shop.',
  safety: {
    business: ['48213', '90417', '66102', '13388', '20954', '77310'],
    visitor: ['10293', '84756', '56473', '82910', '19283', '74650'],
  },
  visitorOnline: true,
  route: 'direct',
  items: [
    text('1', 'Hi! Does this oak shelf come in 120 cm?', 8, { author: 'Mira' }),
    text('2', 'It should fit next to a window.', 8, { author: 'Mira' }),
    text('3', 'It does, as of this week.', 6),
    text('4', 'Great, I’ll take it. Can you hold it until Friday?', 2, { author: 'Mira' }),
  ],
  hasEarlier: false,
  draft: draftOf('Of course, I have put one aside for'),
  typing: 'Mira',
};

const open: UnlockedDeskState = {
  phase: 'open',
  businessName: 'Juniper',
  business,
  isDemo: false,
  memberName: 'Amina N.',
  isAvailable: true,
  hasSound: true,
  notifications: 'on',
  connection: 'online',
  rows,
  search: '',
  thread: undefined,
  unread: 3,
  cardEndsInDays: 0,
  tag: `<script type="module" src="https://chat.juniper.example/secure-chat.js"></script>\n<secure-chat business="${business}"></secure-chat>`,
  error: undefined,
};

const welcome = { phase: 'welcome', hasCode: false, isBusy: false, error: undefined } as const;

/** Every state of the desk, by name. */
export const deskStates = {
  loading: { phase: 'loading' },
  setUp: { ...welcome, mode: 'set-up' },
  setUpSpent: { ...welcome, mode: 'set-up', error: 'setup-spent' },
  restore: { ...welcome, mode: 'restore', error: 'recovery-wrong' },
  setUpBusy: { ...welcome, mode: 'set-up', isBusy: true },
  restoreWithCode: { ...welcome, mode: 'restore', hasCode: true },
  noLink: { ...welcome, mode: 'no-link' },
  recovery: {
    phase: 'recovery',
    words: 'apple river stone cloud winter paper candle orbit meadow silver garden ladder'.split(' '),
    businessName: 'Juniper',
    business,
  },
  locked: {
    phase: 'locked',
    businessName: 'Juniper',
    memberName: 'Amina',
    isBusy: false,
    error: 'passphrase-wrong',
  },
  lockedBusy: {
    phase: 'locked',
    businessName: 'Juniper',
    memberName: 'Amina',
    isBusy: true,
    error: undefined,
  },
  talk: { ...open, thread },
  relay: {
    ...open,
    isAvailable: false,
    hasSound: false,
    thread: {
      ...thread,
      route: 'relay',
      visitorOnline: false,
      typing: '',
      items: [
        {
          kind: 'context',
          id: 'c1',
          at: ago(9),
          context: { title: 'Oak shelf', page: 'https://juniper.example/shelves/oak', facts: [] },
        },
        ...thread.items,
        { kind: 'notice', id: 'n1', at: ago(1), notice: 'handed-over', name: 'Amina' },
      ],
    },
  },
  noContext: {
    ...open,
    thread: { ...thread, name: '', context: undefined, note: '', draft: draftOf(), typing: '' },
  },
  connecting: { ...open, connection: 'connecting', thread: { ...thread, route: 'none' } },
  forty: {
    ...open,
    rows: Array.from({ length: 40 }, (_, index) =>
      row(`row-${index}`, {
        name: index % 4 ? `Customer ${index + 1}` : '',
        pageTitle: index % 8 ? 'Oak shelf' : '',
        section: index < 6 ? 'waiting' : index < 30 ? 'yours' : 'colleagues',
        colleague: index < 30 ? '' : 'Tom',
        lastText: `A question that is number ${index + 1} and rather long for its line`,
        waitingSince: index < 6 ? ago(90 - index * 14) : 0,
        unread: index < 6 ? 1 : 0,
        lastAt: ago(index * 47),
      }),
    ),
  },
  found: { ...open, search: 'mira', rows: rows.slice(2, 3) },
  waiting: { ...open, notifications: 'off', isDemo: true },
  waitingThread: {
    ...open,
    thread: {
      ...thread,
      id: 'lamp' as ConversationId,
      visitor: visitor('lamp'),
      name: '',
      section: 'waiting',
      note: '',
      draft: draftOf(),
      typing: '',
    },
  },
  colleague: {
    ...open,
    notifications: 'denied',
    thread: {
      ...thread,
      id: 'petra' as ConversationId,
      visitor: visitor('petra'),
      name: 'Petra T.',
      section: 'colleagues',
      colleague: 'Tom',
      draft: draftOf(),
    },
  },
  quiet: { ...open, rows: rows.slice(2) },
  firstRun: { ...open, rows: [], unread: 0 },
  noMatch: { ...open, rows: [], search: 'zebra' },
  offline: {
    ...open,
    connection: 'offline',
    thread,
    error: { code: 'node-unreachable', canRetry: true, href: undefined },
  },
  cardEnds: { ...open, cardEndsInDays: 12 },
  long: {
    ...open,
    memberName: longWord,
    rows: [
      row('mira', {
        name: longWord,
        lastText: longWord,
        waitingSince: ago(200),
        section: 'waiting',
        unread: 120,
      }),
    ],
    thread: {
      ...thread,
      name: longWord,
      section: 'waiting',
      note: longWord,
      context: {
        title: longWord,
        page: `https://juniper.example/${longWord}`,
        facts: [{ name: longWord, value: longWord }],
      },
      items: [text('1', `${longWord} ${longWord}`, 1, { author: longWord })],
    },
  },
  signedOut: { phase: 'signed-out' },
  failed: { phase: 'failed', code: 'device-removed' },
} satisfies Record<string, DeskState>;
