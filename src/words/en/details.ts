import type { ErrorText, RareCode } from '../error-text.js';
import type { Translated } from '../format.js';

/** English for what customers see rarely: loaded when they open the menu, or when the chat cannot open. */
export const words = {
  newMessages: { one: '{count} new message', other: '{count} new messages' },
  unread: { one: '{count} unread message', other: '{count} unread messages' },
  typing: '{agent} is writing',
  cancel: 'Cancel',
  /** In place of a name that is not known, after “with”, “at” and “to”. */
  shop: 'the shop',
  safety: 'Safety number',
  safetyHelp:
    'Have {business} read these numbers to you, by phone or in the shop. When they are the same, nobody is in between.',
  shared: 'What is shared with {business}',
  sharedHelp: 'What you write and, inside the same seal:',
  sharedNothing: 'Only what you write. Nothing about the page you are on.',
  page: 'Page',
  address: 'Address',
  save: 'Save a copy',
  erase: 'Erase this conversation',
  eraseHelp: 'Every message is erased, here and at {business}. Nobody can bring it back.',
  eraseNow: 'Erase',
  erased: 'This conversation is erased',
  erasedHelp: 'Nothing of it is left on this device or on the shop’s server.',
  writeAgain: 'Write again',
  rareErrors: {
    'route-tampered': [
      'The direct connection was disturbed.',
      'It was closed. Your words take the shop’s own server, still sealed.',
    ],
    replaced: ['You went on in another window.', 'Try again to go on here.'],
    'too-often': ['That was a lot at once.', 'Your words are kept and go out a little later.'],
    'mailbox-full': ['The mailbox is full.', 'Your words are kept here and go out later.'],
    'peer-unreachable': ['Nobody can be reached right now.', 'Your words are kept and go out later.'],
    'business-missing': [
      'This chat is not set up yet.',
      'The tag needs its business. The desk shows the tag to paste.',
    ],
    'business-malformed': [
      'This chat is not set up right.',
      'The business in the tag has a typing error. Paste the tag again.',
    ],
    'insecure-context': [
      'This page has no secure connection.',
      'So nothing can be sealed here. Write on our own page instead.',
    ],
    'browser-too-old': ['This browser is too old to seal messages.', 'Update it, or use another one.'],
    'not-available': ['This chat cannot do that yet.', 'Write a message instead.'],
    'storage-missing': [
      'This browser keeps nothing for this page.',
      'Leave the private window or allow storage, then reload.',
    ],
    'storage-newer': ['There is a newer version of this chat.', 'Reload the page to use it.'],
    'business-mismatch': [
      'This is not the business it claims to be.',
      'Write nothing here and tell the shop another way.',
    ],
    'business-unknown': [
      'This chat is not known at this address.',
      'Whoever runs this site should check the tag.',
    ],
    'card-invalid': [
      'Something was changed on the way.',
      'Write nothing here and tell the shop another way.',
    ],
    'card-expired': ['The chat is out of date.', 'The shop has to open its desk once. Try again later.'],
    'card-rolled-back': [
      'Somebody shows an old version of this chat.',
      'Wait a little and tell the shop another way.',
    ],
    'clock-wrong': ['This device’s clock is wrong.', 'Set date and time, then try again.'],
    'origin-refused': ['This site may not use this chat.', 'Its owner can allow the site in the desk.'],
    'admission-refused': ['The server did not accept this device.', 'Reload the page.'],
    'frame-too-large': ['This is too large to send.', 'Send it in smaller parts.'],
    'frame-malformed': [
      'Something arrived damaged and was left out.',
      'If a message is missing, ask for it again.',
    ],
    'message-unreadable': ['This message could not be opened.', 'Ask for it again.'],
    'message-empty': ['There is nothing to send yet.', 'Write something first.'],
  } satisfies Record<RareCode, ErrorText>,
} as const;

/** What every language says to a customer beyond the conversation itself. */
export type DetailsWords = Translated<typeof words>;
