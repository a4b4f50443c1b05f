import type { ErrorText, FlowCode } from '../error-text.js';
import type { Translated } from '../format.js';

/**
 * English: loaded with the views, and the list of what another language must say. Names in braces are put in by the app:
 * a translation has the same ones, wherever its sentence wants them.
 */
export const words = {
  lang: 'en',
  dir: 'ltr',
  close: 'Close',
  menu: 'Menu',
  retry: 'Try now',
  write: 'Write a message',
  send: 'Send',
  verified: 'Verified',
  here: 'Here now',
  notHere: 'Not here now',
  at: '{agent} at {business}',
  seal: 'Only you and {business} can read this. No other company is in between.',
  demo: 'Demo: its key is not private. Write nothing secret.',
  you: 'You',
  thread: 'Conversation',
  earlier: 'Show earlier messages',
  delivery: {
    pending: 'Waiting to be sent',
    sent: 'Sent',
    delivered: 'Delivered',
    read: 'Read',
  },
  notice: {
    somebody: 'Somebody',
    answered: '{agent} is answering you now',
    'handed-over': '{agent} takes over from here',
    ended: 'This conversation was ended. Write again whenever you like.',
    unreadable: 'This message could not be opened. Ask for it again.',
    'newer-version': 'This message needs a newer version. Reload the page to read it.',
  },
  wroteFrom: 'From the page “{page}”',
  lookingAt: 'You are looking at {page} and {agent} will see that.',
  notLooking: '{agent} does not see which page you are on.',
  dontShare: 'Don’t share',
  share: 'Share it',
  direct: 'Direct connection, sealed end to end',
  relay: 'Through {business}’s own server, sealed end to end',
  sealed: 'Sealed end to end',
  connecting: 'Connecting',
  reconnecting: 'Reconnecting',
  consent: 'Before you write',
  consentRead: 'Read what you agree to',
  agree: 'Agree and write',
  awayHelp: 'Write anyway: your message is kept, and the answer waits for you here.',
  elsewhere: 'Write to us on our own page',
  loading: 'Opening the conversation',
  left: 'This is almost as long as a message can be.',
  tooLong: 'About {part} of this is too much. Shorten it, or send it in two parts.',
  /** What happened, and what to do; the code stands beside it in small type. */
  errors: {
    'app-unavailable': ['The chat could not be loaded.', 'Check your connection and try again.'],
    'storage-full': ['This device is full.', 'What you typed is still here. Free some space and try again.'],
    'storage-failed': ['The browser could not save.', 'Copy what you typed, then reload the page.'],
    deposed: ['You went on in another tab.', 'This one follows along.'],
    'node-unreachable': [
      'Connection lost.',
      'Your words are kept and go out as soon as you are back online.',
    ],
    'message-too-long': ['This message is too long.', 'Shorten it, or send it in two parts.'],
  } satisfies Record<FlowCode, ErrorText>,
} as const;

/** What every language says to a customer. */
export type Words = Translated<typeof words> & { readonly dir: 'ltr' | 'rtl' };
