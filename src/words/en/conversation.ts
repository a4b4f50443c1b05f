import type { DeliveryState, NoticeItem } from '../../chat/state.js';
import type { Fault, FlowCode } from '../error-text.js';
import { isolate as name, plural } from '../format.js';

/** English: loaded with the views, and the list of what another language must say. `{}` is where a name is drawn. */
export const en = {
  dir: 'ltr' as 'ltr' | 'rtl',
  close: 'Close',
  menu: 'Menu',
  retry: 'Try now',
  write: 'Write a message',
  send: 'Send',
  verified: 'Verified',
  here: 'Here now',
  notHere: 'Not here now',
  at: (agent: string, business: string): string => `${name(agent)} at ${name(business)}`,
  seal: (business: string): string =>
    `Only you and ${name(business)} can read this. No other company is in between.`,
  demo: 'Demo: its key is not private. Write nothing secret.',
  you: 'You',
  thread: 'Conversation',
  earlier: 'Show earlier messages',
  newMessages: (count: number): string =>
    plural('en', count, { one: '# new message', other: '# new messages' }),
  unread: (count: number): string =>
    plural('en', count, { one: '# unread message', other: '# unread messages' }),
  typing: (agent: string): string => (agent ? `${name(agent)} is writing` : 'Somebody is writing'),
  delivery: {
    pending: 'Waiting to be sent',
    sent: 'Sent',
    delivered: 'Delivered',
    read: 'Read',
  } satisfies Record<DeliveryState, string> as Record<DeliveryState, string>,
  notice: (notice: NoticeItem['notice'], agent: string): string => {
    const somebody = agent ? name(agent) : 'Somebody';
    switch (notice) {
      case 'answered':
        return `${somebody} is answering you now`;
      case 'handed-over':
        return `${somebody} takes over from here`;
      case 'ended':
        return 'This conversation was ended. Write again whenever you like.';
      case 'unreadable':
        return 'This message could not be opened. Ask for it again.';
      case 'newer-version':
        return 'This message needs a newer version. Reload the page to read it.';
    }
  },
  wroteFrom: 'From the page “{}”',
  lookingAt: (agent: string): string => `You are looking at {} and ${name(agent)} will see that.`,
  notLooking: (agent: string): string => `${name(agent)} does not see which page you are on.`,
  dontShare: 'Don’t share',
  share: 'Share it',
  direct: 'Direct connection, sealed end to end',
  relay: (business: string): string => `Through ${name(business)}’s own server, sealed end to end`,
  sealed: 'Sealed end to end',
  connecting: 'Connecting',
  reconnecting: 'Reconnecting',
  consent: 'Before you write',
  consentRead: 'Read what you agree to',
  agree: 'Agree and write',
  awayHelp: 'Write anyway: your message is kept, and the answer waits for you here.',
  elsewhere: 'Write to us on our own page',
  loading: 'Opening the conversation',
  left: (count: number): string =>
    plural('en', count, { one: '# character left', other: '# characters left' }),
  tooLong: (count: number): string =>
    plural('en', count, {
      one: '# character too long. Shorten it, or send it in two parts.',
      other: '# characters too long. Shorten it, or send it in two parts.',
    }),
  /** What happened, and what to do; the code stands beside it in small type. */
  faults: {
    'app-unavailable': ['The chat could not be loaded.', 'Check your connection and try again.'],
    'storage-full': ['This device is full.', 'What you typed is still here. Free some space and try again.'],
    'storage-failed': ['The browser could not save.', 'Copy what you typed, then reload the page.'],
    deposed: ['You went on in another tab.', 'This one follows along.'],
    'route-tampered': [
      'The direct connection was disturbed.',
      'It was closed. Your words take the shop’s own server, still sealed.',
    ],
    'node-unreachable': [
      'Connection lost.',
      'Your words are kept and go out as soon as you are back online.',
    ],
    replaced: ['You went on in another window.', 'Try again to go on here.'],
    'too-often': ['That was a lot at once.', 'Your words are kept and go out a little later.'],
    'mailbox-full': ['The mailbox is full.', 'Your words are kept here and go out later.'],
    'peer-unreachable': ['Nobody can be reached right now.', 'Your words are kept and go out later.'],
    'message-too-long': ['This message is too long.', 'Shorten it, or send it in two parts.'],
  } satisfies Record<FlowCode, Fault> as Record<FlowCode, Fault>,
};

/** What every language says to a customer. */
export type Words = Readonly<typeof en>;
