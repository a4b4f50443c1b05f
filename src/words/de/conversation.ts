import type { Words } from '../en/conversation.js';
import { isolate as name, plural } from '../format.js';

/** German. */
export const de: Words = {
  dir: 'ltr',
  close: 'Schließen',
  menu: 'Menü',
  retry: 'Jetzt versuchen',
  write: 'Nachricht schreiben',
  send: 'Senden',
  verified: 'Geprüft',
  here: 'Gerade da',
  notHere: 'Gerade nicht da',
  at: (agent, business) => `${name(agent)} von ${name(business)}`,
  seal: business => `Nur Sie und ${name(business)} können das lesen. Keine andere Firma ist dazwischen.`,
  demo: 'Demo: Der Schlüssel ist nicht geheim. Schreiben Sie nichts Vertrauliches.',
  you: 'Sie',
  thread: 'Unterhaltung',
  earlier: 'Frühere Nachrichten zeigen',
  newMessages: count => plural('de', count, { one: '# neue Nachricht', other: '# neue Nachrichten' }),
  unread: count => plural('de', count, { one: '# ungelesene Nachricht', other: '# ungelesene Nachrichten' }),
  typing: agent => (agent ? `${name(agent)} schreibt` : 'Jemand schreibt'),
  delivery: {
    pending: 'Wartet auf Versand',
    sent: 'Gesendet',
    delivered: 'Zugestellt',
    read: 'Gelesen',
  },
  notice: (notice, agent) => {
    const somebody = agent ? name(agent) : 'Jemand';
    switch (notice) {
      case 'answered':
        return `${somebody} antwortet Ihnen jetzt`;
      case 'handed-over':
        return `${somebody} übernimmt ab hier`;
      case 'ended':
        return 'Diese Unterhaltung wurde beendet. Schreiben Sie jederzeit wieder.';
      case 'unreadable':
        return 'Diese Nachricht ließ sich nicht öffnen. Bitten Sie darum, sie noch einmal zu senden.';
      case 'newer-version':
        return 'Diese Nachricht braucht eine neuere Version. Laden Sie die Seite neu.';
    }
  },
  wroteFrom: 'Von der Seite „{}“',
  lookingAt: agent => `Sie sehen gerade {} an; ${name(agent)} wird das sehen.`,
  notLooking: agent => `${name(agent)} sieht nicht, auf welcher Seite Sie sind.`,
  dontShare: 'Nicht teilen',
  share: 'Teilen',
  direct: 'Direkte Verbindung, durchgehend versiegelt',
  relay: business => `Über den eigenen Server von ${name(business)}, durchgehend versiegelt`,
  sealed: 'Durchgehend versiegelt',
  connecting: 'Verbindung wird aufgebaut',
  reconnecting: 'Verbindung wird wiederhergestellt',
  consent: 'Bevor Sie schreiben',
  consentRead: 'Lesen, worin Sie einwilligen',
  agree: 'Einwilligen und schreiben',
  awayHelp: 'Schreiben Sie trotzdem: Ihre Nachricht wird aufbewahrt, und die Antwort wartet hier auf Sie.',
  elsewhere: 'Schreiben Sie uns auf unserer eigenen Seite',
  loading: 'Unterhaltung wird geöffnet',
  left: count => plural('de', count, { one: 'Noch # Zeichen', other: 'Noch # Zeichen' }),
  tooLong: count =>
    plural('de', count, {
      one: '# Zeichen zu lang. Kürzen Sie, oder senden Sie zwei Teile.',
      other: '# Zeichen zu lang. Kürzen Sie, oder senden Sie zwei Teile.',
    }),
  faults: {
    'app-unavailable': [
      'Der Chat konnte nicht geladen werden.',
      'Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.',
    ],
    'storage-full': [
      'Dieses Gerät ist voll.',
      'Ihr Text ist noch da. Schaffen Sie Platz und versuchen Sie es noch einmal.',
    ],
    'storage-failed': [
      'Der Browser konnte nicht speichern.',
      'Kopieren Sie Ihren Text und laden Sie dann die Seite neu.',
    ],
    deposed: ['Sie machen in einem anderen Tab weiter.', 'Dieser hier folgt ihm.'],
    'route-tampered': [
      'Die direkte Verbindung wurde gestört.',
      'Sie ist geschlossen. Ihre Worte gehen über den eigenen Server des Geschäfts, weiter versiegelt.',
    ],
    'node-unreachable': [
      'Verbindung verloren.',
      'Ihre Worte sind aufgehoben und gehen hinaus, sobald Sie wieder online sind.',
    ],
    replaced: [
      'Sie machen in einem anderen Fenster weiter.',
      'Versuchen Sie es noch einmal, um hier weiterzumachen.',
    ],
    'too-often': ['Das war viel auf einmal.', 'Ihre Worte sind aufgehoben und gehen etwas später hinaus.'],
    'mailbox-full': ['Das Postfach ist voll.', 'Ihre Worte sind hier aufgehoben und gehen später hinaus.'],
    'peer-unreachable': [
      'Gerade ist niemand erreichbar.',
      'Ihre Worte sind aufgehoben und gehen später hinaus.',
    ],
    'message-too-long': ['Diese Nachricht ist zu lang.', 'Kürzen Sie, oder senden Sie zwei Teile.'],
  },
};
