import type { DeliveryState, TextItem, ThreadItem, VisitorState } from '../../../src/chat/state.js';

const minute = 60_000;

/** A text of the fixtures; `minutesAgo` is its age. */
export function text(
  id: string,
  words: string,
  minutesAgo: number,
  from: { author?: string; delivery?: DeliveryState } = {},
): TextItem {
  const { author = '', delivery = 'read' } = from;
  return {
    kind: 'text',
    id,
    own: author === '',
    author,
    text: words,
    at: Date.now() - minutesAgo * minute,
    delivery,
  };
}

const empty: VisitorState = {
  phase: 'ready',
  businessName: 'Juniper',
  isDemo: false,
  greeting:
    'Hello. Ask us anything about our furniture. We are here until 18:00 and usually answer in 2 minutes.',
  away: '',
  consent: '',
  agent: 'Amina',
  isVerified: true,
  teamOnline: true,
  connection: 'online',
  route: 'relay',
  unread: 0,
  context: {
    title: 'Oak shelf',
    page: 'https://juniper.example/shelves/oak',
    facts: [
      { name: 'Price', value: '€ 189' },
      { name: 'Cart', value: '2 items, € 214' },
    ],
  },
  sharesContext: true,
  safety: {
    business: ['48213', '90417', '66102', '13388', '20954', '77310'],
    visitor: ['10293', '84756', '56473', '82910', '19283', '74650'],
  },
  trouble: undefined,
  items: [],
  hasEarlier: false,
  draft: '',
  typing: '',
};

const talk: readonly ThreadItem[] = [
  {
    kind: 'context',
    id: 'c1',
    at: Date.now() - 9 * minute,
    context: { title: 'Oak shelf', page: 'https://juniper.example/shelves/oak', facts: [] },
  },
  text('1', 'Hi! Does this oak shelf come in 120 cm?', 8),
  text('2', 'It should fit next to a window.', 8),
  { kind: 'notice', id: 'n1', at: Date.now() - 7 * minute, notice: 'answered', name: 'Amina' },
  text('3', 'It does, as of this week. Here it is: https://juniper.example/shelves/oak-120.', 6, {
    author: 'Amina',
  }),
  text('4', 'Delivery takes three days.', 6, { author: 'Amina' }),
];

const long = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';

/** Every state of the customer's panel, by name. */
export const visitorStates = {
  empty,
  loading: { ...empty, phase: 'loading', agent: '', isVerified: false, businessName: '', safety: undefined },
  talk: { ...empty, items: talk, typing: 'Amina', route: 'direct', draft: 'Great, I’ll take it. Can you' },
  offline: {
    ...empty,
    items: [
      text('1', 'Could you hold one for me until Friday?', 2, { delivery: 'sent' }),
      text('2', 'I can pick it up myself.', 1, { delivery: 'pending' }),
    ],
    connection: 'offline',
    route: 'none',
    trouble: { code: 'node-unreachable', canRetry: true, href: undefined },
  },
  away: {
    ...empty,
    agent: '',
    teamOnline: false,
    sharesContext: false,
    away: 'We are back tomorrow at 9:00.',
    isDemo: true,
  },
  consent: {
    ...empty,
    consent:
      'We keep what you write for 90 days, to answer you and to know what was agreed. You can erase it at any time.',
  },
  failed: {
    ...empty,
    phase: 'failed',
    agent: '',
    isVerified: false,
    trouble: { code: 'insecure-context', canRetry: false, href: 'https://chat.juniper.example/chat' },
  },
  erased: { ...empty, phase: 'erased' },
  long: {
    ...empty,
    businessName: `Möbelhaus ${long}`,
    agent: 'Maximiliane-Alexandra',
    hasEarlier: true,
    items: [
      text('0', 'Since last week', 60 * 24 * 3, { author: 'Maximiliane-Alexandra' }),
      text('1', `${long} https://juniper.example/${'a/very/long/path/'.repeat(8)}`, 60 * 25),
      text('2', `First line\nsecond line\n\nfourth ${long}`, 6, { author: 'Maximiliane-Alexandra' }),
      { kind: 'notice', id: 'n', at: Date.now(), notice: 'unreadable', name: '' },
    ],
    draft: 'One line\nand another\nand one more\nand the fourth\nthe fifth\nand the sixth',
    context: { title: long, page: 'https://juniper.example/', facts: [] },
  },
  arabic: {
    ...empty,
    businessName: 'جونيبر',
    agent: 'أمينة',
    greeting: 'مرحبًا، اسألنا عن أي شيء.',
    items: [
      text('1', 'مرحبًا! هل يتوفر هذا الرف بطول 120 سم؟', 8),
      text('2', 'أريده بجانب النافذة.', 8),
      text('3', 'نعم، منذ هذا الأسبوع. تفضل: https://juniper.example/shelves/oak', 6, { author: 'أمينة' }),
    ],
    route: 'direct',
  },
} satisfies Record<string, VisitorState> as Readonly<Record<VisitorStateName, VisitorState>>;

export type VisitorStateName =
  'empty' | 'loading' | 'talk' | 'offline' | 'away' | 'consent' | 'failed' | 'erased' | 'long' | 'arabic';
