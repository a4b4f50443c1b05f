import type { NoticeItem } from '../../chat/state.js';
import type { Fault, TeamCode } from '../error-text.js';
import { isolate as name, plural } from '../format.js';

/** English for the desk, and the list of what another language must say. */
export const deskEn = {
  desk: 'Desk',
  conversations: 'Conversations',
  search: 'Search',
  searchNone: 'Nothing found. Try fewer words.',
  waiting: 'Waiting for the team',
  yours: 'Yours',
  colleagues: 'With colleagues',
  visitor: 'Visitor',
  visitorOn: (title: string): string => `Visitor on “${name(title)}”`,
  youSaid: (text: string): string => `You: ${name(text)}`,
  colleagueSaid: (colleague: string, text: string): string => `${name(colleague)}: ${name(text)}`,
  waitingFor: (time: string): string => `Waiting for ${time}`,
  withColleague: (colleague: string): string => `With ${name(colleague)}`,
  available: 'Available',
  unavailable: 'Away',
  availability: 'Customers see you as available',
  sound: 'Sound for new messages',
  soundOn: 'Turn the sound on',
  soundOff: 'Turn the sound off',
  notify: 'Be told of new messages while you are in another window.',
  notifyOn: 'Turn on',
  notifyDenied:
    'This browser does not allow notifications here. You can change that in its settings for this page.',
  account: 'Your desk',
  tag: 'Tag for your site',
  tagHelp: 'Paste this into every page of your site, before the end of the body. That is all.',
  copy: 'Copy',
  copied: 'Copied',
  copyFailed: 'Select the text and copy it by hand.',
  keys: 'Keys',
  lock: 'Lock the desk',
  lockHelp: 'Conversations stay sealed on this device until you type your passphrase again.',
  remove: 'Remove from this browser',
  removeHelp:
    'Keys and conversations are removed from this browser. To come back you need the recovery code or another device.',
  removeNow: 'Remove',
  take: 'Answer',
  takeOver: 'Take over',
  end: 'End conversation',
  endHelp: 'The customer sees that it was ended and can write again at any time.',
  details: 'Details',
  back: 'Back to the list',
  enterSends: 'send',
  newLine: 'new line',
  relay: 'Through your own server, sealed end to end',
  onThePage: 'On the page',
  language: 'Language',
  nothingShared: 'The customer shares nothing about the page.',
  note: 'Note for the team',
  noteHelp: 'Only your team sees it',
  safety: 'Safety number',
  safetyHelp: 'Read it out on a call: when the customer sees the same numbers, nobody is in between.',
  ofBusiness: 'Your business',
  ofVisitor: 'This customer',
  erasedByVisitor: 'The customer erased this conversation. Nothing of it is left.',
  nobodyWaits: 'Nobody is waiting',
  nobodyWaitsHelp: 'New conversations appear in the list. You can leave this window open.',
  somebodyWaits: (count: number): string =>
    plural('en', count, { one: 'One customer is waiting', other: '# customers are waiting' }),
  choose: 'Choose a conversation from the list',
  answerNext: 'Answer the next one',
  firstRun: 'Put the chat on your site',
  firstRunHelp: 'Then open your site and write to yourself: it appears here.',
  cardEnds: (days: number): string =>
    plural('en', days, {
      one: 'Your business card ends tomorrow. Leave this desk open and connected: it renews itself.',
      other: 'Your business card ends in # days. Leave this desk open and connected: it renews itself.',
    }),
  keyNames: {
    search: 'Search',
    next: 'Answer who waits longest',
    move: 'Up and down in the list',
    open: 'Open the conversation',
    reply: 'Write a reply',
    take: 'Answer or take over',
    end: 'End the conversation',
    info: 'Details',
    back: 'Back',
    available: 'Available or away',
    sound: 'Sound on or off',
    lock: 'Lock the desk',
    account: 'Your desk: everything else',
    keys: 'Show these keys',
  },
  setUp: 'Set up your business',
  setUpHelp: 'The keys are made in this browser and never leave it unsealed.',
  setUpNow: 'Set up',
  restore: 'Restore your desk',
  restoreHelp: 'With the recovery code this browser becomes one of your desks.',
  restoreNow: 'Restore',
  haveCode: 'I have a recovery code',
  noLink: 'This desk is not set up yet',
  noLinkHelp: 'Whoever runs your server makes a one-time link with this command. Open that link here.',
  businessName: 'Name of your business',
  memberName: 'Your name, as customers see it',
  passphrase: 'Passphrase for this device',
  code: 'Recovery code: twelve words',
  codeThere: 'The recovery code came with the link.',
  showPassphrase: 'Show the passphrase',
  strength: {
    empty: 'At least ten characters. Four or five random words are easy to keep.',
    short: 'Too short: ten characters at least.',
    weak: 'Easy to guess. Add another word or two.',
    fair: 'Good. One more word makes it strong.',
    strong: 'Strong.',
  },
  busy: 'One moment',
  welcomeBack: (member: string): string => (member ? `Welcome back, ${name(member)}` : 'Welcome back'),
  unlock: 'Unlock',
  forgotten: 'Forgotten it? Remove this desk from the browser and restore it with the recovery code.',
  recovery: 'Keep these twelve words',
  recoveryHelp: (business: string): string =>
    `They are the only way back to ${name(business)} when this device is lost. Nobody else has them, not even your server. Print them, or write them down, and keep them like a key.`,
  print: 'Print',
  qr: 'The same twelve words as a QR code',
  fingerprint: 'Fingerprint',
  wordNumber: (position: number): string => `To be sure: type word number ${String(position)}`,
  wordWrong: 'That is another word. Look again.',
  kept: 'I have kept it',
  signedOut: 'This desk was removed from this browser',
  signedOutHelp: 'Close the window, or restore the desk with its recovery code.',
  loading: 'Opening the desk',
  reload: 'Reload the page',
  notice: (notice: NoticeItem['notice'], agent: string): string => {
    const somebody = agent ? name(agent) : 'A colleague';
    switch (notice) {
      case 'answered':
        return `${somebody} answers`;
      case 'handed-over':
        return `${somebody} took over`;
      case 'ended':
        return 'Conversation ended';
      case 'unreadable':
        return 'This message could not be opened. Ask the customer for it again.';
      case 'newer-version':
        return 'This message needs a newer version. Reload the page to read it.';
      case 'missing':
        return 'A message is missing here. Ask the customer for it again.';
    }
  },
  teamFaults: {
    'passphrase-wrong': [
      'This passphrase does not open the desk.',
      'Check the keyboard layout and try again.',
    ],
    'passphrase-weak': ['This passphrase is too short.', 'Use ten characters or more.'],
    'recovery-wrong': ['These words open no backup on this server.', 'Check each word and their order.'],
    'setup-spent': [
      'This link was used or has ended.',
      'Make another with “secure-chat init” on your server.',
    ],
    'device-removed': ['This device was removed from the team.', 'Ask the owner for a new invitation.'],
    'option-invalid': ['The server has an option with a wrong value.', 'Its log names the option.'],
    'folder-in-use': ['Another server uses this data folder.', 'Stop it, or give this one another folder.'],
    'database-newer': ['The data was written by a newer version.', 'Upgrade the server.'],
    'database-damaged': ['The data cannot be read.', 'Put a copy of the data folder back in its place.'],
    'port-in-use': ['The address or port is taken.', 'Stop the other program, or set another port.'],
  } satisfies Record<TeamCode, Fault> as Record<TeamCode, Fault>,
};

/** What every language says at the desk. */
export type DeskWords = Readonly<typeof deskEn>;
