import type {
  DeliveryState,
  NoticeItem,
  TextItem,
  ThreadItem,
} from '../../../src/chat/model/thread-state.js';
import type { VisitorState } from '../../../src/chat/model/visitor-state.js';
import { words as en } from '../../../src/words/en/conversation.js';
import type { FlowCode, RareCode } from '../../../src/words/error-text.js';
import { words as moreEn } from '../../../src/words/en/details.js';
import { draftOf } from '../draft.js';

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
  isContextShared: false,
  safety: {
    business: ['48213', '90417', '66102', '13388', '20954', '77310'],
    visitor: ['10293', '84756', '56473', '82910', '19283', '74650'],
  },
  error: undefined,
  items: [],
  hasEarlier: false,
  draft: draftOf(),
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

const notice = (id: string, minutesAgo: number, what: NoticeItem['notice'], name = ''): NoticeItem => ({
  kind: 'notice',
  id,
  at: Date.now() - minutesAgo * minute,
  notice: what,
  name,
});

const states = {
  empty,
  loading: {
    ...empty,
    phase: 'loading',
    agent: '',
    isVerified: false,
    teamOnline: false,
    businessName: '',
    safety: undefined,
  },
  connecting: { ...empty, agent: '', isVerified: false, connection: 'connecting', route: 'none' },
  talk: {
    ...empty,
    items: talk,
    typing: 'Amina',
    route: 'direct',
    draft: draftOf('Great, I’ll take it. Can you'),
  },
  relay: { ...empty, items: talk, context: undefined },
  unanswered: {
    ...empty,
    agent: '',
    isVerified: false,
    items: [text('1', 'Is anybody there?', 3, { delivery: 'delivered' })],
  },
  handedOver: {
    ...empty,
    agent: 'Tom',
    items: [
      ...talk,
      notice('n2', 4, 'handed-over', 'Tom'),
      text('5', 'Hello, I know our shelves best.', 3, { author: 'Tom' }),
      notice('n3', 1, 'ended'),
    ],
  },
  gaps: {
    ...empty,
    items: [text('1', 'Hello', 9), notice('n2', 7, 'unreadable'), notice('n3', 6, 'newer-version')],
  },
  many: {
    ...empty,
    hasEarlier: true,
    items: Array.from({ length: 60 }, (_, index) =>
      text(String(index), `Message number ${index + 1}`, 60 * (60 - index), {
        author: index % 3 ? '' : 'Amina',
      }),
    ),
  },
  offline: {
    ...empty,
    items: [
      text('1', 'Could you hold one for me until Friday?', 2, { delivery: 'sent' }),
      text('2', 'I can pick it up myself.', 1, { delivery: 'pending' }),
    ],
    connection: 'offline',
    route: 'none',
    error: { code: 'node-unreachable', canRetry: true, href: undefined },
  },
  away: {
    ...empty,
    agent: '',
    isVerified: false,
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
  consentLink: { ...empty, consent: 'https://juniper.example/privacy' },
  failed: {
    ...empty,
    phase: 'failed',
    agent: '',
    isVerified: false,
    error: { code: 'insecure-context', canRetry: false, href: 'https://chat.juniper.example/chat' },
  },
  failedRetry: {
    ...empty,
    phase: 'failed',
    agent: '',
    businessName: '',
    isVerified: false,
    error: { code: 'node-unreachable', canRetry: true, href: undefined },
  },
  erased: {
    ...empty,
    phase: 'erased',
    agent: '',
    businessName: '',
    isVerified: false,
    teamOnline: false,
    safety: undefined,
  },
  long: {
    ...empty,
    businessName: `Möbelhaus ${long}`,
    agent: 'Maximiliane-Alexandra',
    hasEarlier: true,
    items: [
      text('0', 'Since last week', 60 * 24 * 3, { author: 'Maximiliane-Alexandra' }),
      text('1', `${long} https://juniper.example/${'a/very/long/path/'.repeat(8)}`, 60 * 25),
      text('2', `First line\nsecond line\n\nfourth ${long}`, 6, { author: 'Maximiliane-Alexandra' }),
      notice('n', 0, 'unreadable'),
    ],
    draft: draftOf('One line\nand another\nand one more\nand the fourth\nthe fifth\nand the sixth'),
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
} satisfies Record<string, VisitorState>;

/** Every state of the customer's panel, by name. */
export const visitorStates: Readonly<Record<keyof typeof states, VisitorState>> = states;

/** Trouble that only whoever is answered meets: its words come with the details. */
const lateTroubles = ['replaced', 'route-tampered', 'too-often', 'mailbox-full', 'peer-unreachable'] as const;

/** Trouble in the middle of a conversation, by its code. */
export const visitorTroubles: Readonly<Record<string, VisitorState>> = Object.fromEntries(
  [...(Object.keys(en.errors) as FlowCode[]), ...lateTroubles].map(code => [
    code,
    {
      ...empty,
      items: talk,
      error: { code, canRetry: code === 'node-unreachable' || code === 'replaced', href: undefined },
    },
  ]),
);

/** What keeps the chat from opening, by its code. */
export const visitorFailures: Readonly<Record<string, VisitorState>> = Object.fromEntries(
  (Object.keys(moreEn.rareErrors) as RareCode[]).map(code => [
    code,
    { ...states.failed, error: { code, canRetry: false, href: undefined } },
  ]),
);
