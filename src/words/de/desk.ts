import { isolate as name, plural } from '../format.js';
import type { DeskWords } from '../en/desk.js';

/** German for the desk. */
export const deskDe: DeskWords = {
  desk: 'Pult',
  conversations: 'Unterhaltungen',
  search: 'Suchen',
  searchNone: 'Nichts gefunden. Versuchen Sie es mit weniger Wörtern.',
  waiting: 'Warten auf das Team',
  yours: 'Ihre',
  colleagues: 'Bei Kolleginnen und Kollegen',
  colours: ['Roter', 'Brauner', 'Goldener', 'Grüner', 'Grauer', 'Blauer', 'Violetter', 'Rosaroter'],
  animals: [
    'Fuchs',
    'Falke',
    'Adler',
    'Bär',
    'Löwe',
    'Hirsch',
    'Hase',
    'Igel',
    'Biber',
    'Dachs',
    'Rabe',
    'Delfin',
    'Lachs',
    'Pinguin',
    'Pfau',
    'Papagei',
    'Wiedehopf',
    'Storch',
    'Reiher',
    'Stieglitz',
    'Krake',
    'Luchs',
    'Spatz',
    'Steinbock',
  ],
  called: (colour, animal, number) => `${colour} ${animal} ${number}`,
  youSaid: text => `Sie: ${name(text)}`,
  colleagueSaid: (colleague, text) => `${name(colleague)}: ${name(text)}`,
  waitingFor: time => `Wartet seit ${time}`,
  withColleague: colleague => `Bei ${name(colleague)}`,
  available: 'Erreichbar',
  unavailable: 'Abwesend',
  availability: 'Kunden sehen Sie als erreichbar',
  sound: 'Ton bei neuen Nachrichten',
  soundOn: 'Ton einschalten',
  soundOff: 'Ton ausschalten',
  notify: 'Von neuen Nachrichten erfahren, während Sie in einem anderen Fenster sind.',
  notifyOn: 'Einschalten',
  notifyDenied:
    'Dieser Browser erlaubt hier keine Mitteilungen. Sie können das in seinen Einstellungen für diese Seite ändern.',
  account: 'Ihr Pult',
  tag: 'Tag für Ihre Website',
  tagHelp: 'Fügen Sie das auf jeder Seite Ihrer Website ein, vor dem Ende des Body. Mehr ist nicht nötig.',
  copy: 'Kopieren',
  copied: 'Kopiert',
  copyFailed: 'Markieren Sie den Text und kopieren Sie ihn von Hand.',
  keys: 'Tasten',
  lock: 'Pult sperren',
  lockHelp: 'Unterhaltungen bleiben auf diesem Gerät versiegelt, bis Sie Ihre Passphrase wieder eingeben.',
  remove: 'Aus diesem Browser entfernen',
  removeHelp:
    'Schlüssel und Unterhaltungen werden aus diesem Browser entfernt. Zurück kommen Sie nur mit dem Wiederherstellungscode oder einem anderen Gerät.',
  removeNow: 'Entfernen',
  take: 'Antworten',
  takeOver: 'Übernehmen',
  end: 'Unterhaltung beenden',
  endHelp: 'Die Kundin oder der Kunde sieht, dass sie beendet wurde, und kann jederzeit wieder schreiben.',
  details: 'Einzelheiten',
  back: 'Zurück zur Liste',
  enterSends: 'senden',
  newLine: 'neue Zeile',
  relay: 'Über Ihren eigenen Server, durchgehend versiegelt',
  onThePage: 'Auf der Seite',
  nothingShared: 'Über die Seite wird nichts geteilt.',
  note: 'Notiz für das Team',
  noteHelp: 'Nur Ihr Team sieht sie',
  safety: 'Sicherheitsnummer',
  safetyHelp:
    'Lesen Sie sie am Telefon vor: Stehen auf der anderen Seite dieselben Zahlen, ist niemand dazwischen.',
  ofBusiness: 'Ihr Geschäft',
  ofVisitor: 'Diese Unterhaltung',
  nobodyWaits: 'Niemand wartet',
  nobodyWaitsHelp: 'Neue Unterhaltungen erscheinen in der Liste. Dieses Fenster darf offen bleiben.',
  somebodyWaits: count =>
    plural('de', count, { one: 'Jemand wartet auf Antwort', other: '# warten auf Antwort' }),
  choose: 'Wählen Sie eine Unterhaltung aus der Liste',
  answerNext: 'Wer am längsten wartet',
  firstRun: 'Bringen Sie den Chat auf Ihre Website',
  firstRunHelp: 'Öffnen Sie dann Ihre Website und schreiben Sie sich selbst: Es erscheint hier.',
  cardEnds: days =>
    plural('de', days, {
      one: 'Ihre Geschäftskarte endet morgen. Lassen Sie dieses Pult offen und verbunden: Sie erneuert sich selbst.',
      other:
        'Ihre Geschäftskarte endet in # Tagen. Lassen Sie dieses Pult offen und verbunden: Sie erneuert sich selbst.',
    }),
  keyNames: {
    search: 'Suchen',
    next: 'Wer am längsten wartet',
    move: 'In der Liste auf und ab',
    open: 'Unterhaltung öffnen',
    reply: 'Antwort schreiben',
    take: 'Antworten oder übernehmen',
    end: 'Unterhaltung beenden',
    info: 'Einzelheiten',
    back: 'Zurück',
    available: 'Erreichbar oder abwesend',
    sound: 'Ton ein oder aus',
    lock: 'Pult sperren',
    account: 'Ihr Pult: alles Übrige',
    keys: 'Diese Tasten zeigen',
  },
  setUp: 'Richten Sie Ihr Geschäft ein',
  setUpHelp: 'Die Schlüssel entstehen in diesem Browser und verlassen ihn nie unversiegelt.',
  setUpNow: 'Einrichten',
  restore: 'Stellen Sie Ihr Pult wieder her',
  restoreHelp: 'Mit dem Wiederherstellungscode wird dieser Browser zu einem Ihrer Pulte.',
  restoreNow: 'Wiederherstellen',
  haveCode: 'Ich habe einen Wiederherstellungscode',
  noLink: 'Dieses Pult ist noch nicht eingerichtet',
  noLinkHelp:
    'Wer Ihren Server betreibt, macht mit diesem Befehl einen einmaligen Link. Öffnen Sie ihn hier.',
  businessName: 'Name Ihres Geschäfts',
  memberName: 'Ihr Name, wie Kunden ihn sehen',
  passphrase: 'Passphrase für dieses Gerät',
  code: 'Wiederherstellungscode: zwölf Wörter',
  codeThere: 'Der Wiederherstellungscode kam mit dem Link.',
  showPassphrase: 'Passphrase zeigen',
  strength: {
    empty: 'Mindestens zehn Zeichen. Vier oder fünf zufällige Wörter sind leicht zu merken.',
    short: 'Zu kurz: mindestens zehn Zeichen.',
    weak: 'Leicht zu raten. Noch ein oder zwei Wörter dazu.',
    fair: 'Gut. Ein Wort mehr macht sie stark.',
    strong: 'Stark.',
  },
  busy: 'Einen Augenblick',
  welcomeBack: member => (member ? `Willkommen zurück, ${name(member)}` : 'Willkommen zurück'),
  unlock: 'Entsperren',
  forgotten:
    'Vergessen? Entfernen Sie das Pult aus dem Browser und stellen Sie es mit dem Wiederherstellungscode wieder her.',
  recovery: 'Bewahren Sie diese zwölf Wörter auf',
  recoveryHelp: business =>
    `Sie sind der einzige Weg zurück zu ${name(business)}, wenn dieses Gerät verloren geht. Niemand sonst hat sie, auch Ihr Server nicht. Drucken Sie sie aus oder schreiben Sie sie ab, und bewahren Sie sie auf wie einen Schlüssel.`,
  print: 'Drucken',
  qr: 'Dieselben zwölf Wörter als QR-Code',
  fingerprint: 'Fingerabdruck',
  wordNumber: position => `Zur Sicherheit: Geben Sie Wort Nummer ${String(position)} ein`,
  wordWrong: 'Das ist ein anderes Wort. Sehen Sie noch einmal nach.',
  kept: 'Ich habe sie aufbewahrt',
  signedOut: 'Dieses Pult wurde aus diesem Browser entfernt',
  signedOutHelp:
    'Schließen Sie das Fenster, oder stellen Sie das Pult mit dem Wiederherstellungscode wieder her.',
  loading: 'Pult wird geöffnet',
  reload: 'Seite neu laden',
  notice: (notice, agent) => {
    const somebody = agent ? name(agent) : 'Jemand aus dem Team';
    switch (notice) {
      case 'answered':
        return `${somebody} antwortet`;
      case 'handed-over':
        return `${somebody} hat übernommen`;
      case 'ended':
        return 'Unterhaltung beendet';
      case 'unreadable':
        return 'Diese Nachricht ließ sich nicht öffnen. Bitten Sie darum, sie noch einmal zu senden.';
      case 'newer-version':
        return 'Diese Nachricht braucht eine neuere Version. Laden Sie die Seite neu.';
    }
  },
  teamFaults: {
    'passphrase-wrong': [
      'Diese Passphrase öffnet das Pult nicht.',
      'Prüfen Sie die Tastaturbelegung und versuchen Sie es noch einmal.',
    ],
    'passphrase-weak': ['Diese Passphrase ist zu kurz.', 'Nehmen Sie zehn Zeichen oder mehr.'],
    'recovery-wrong': [
      'Diese Wörter öffnen keine Sicherung auf diesem Server.',
      'Prüfen Sie jedes Wort und die Reihenfolge.',
    ],
    'setup-spent': [
      'Dieser Link wurde benutzt oder ist abgelaufen.',
      'Machen Sie mit „secure-chat init“ auf Ihrem Server einen neuen.',
    ],
    'device-removed': [
      'Dieses Gerät wurde aus dem Team entfernt.',
      'Bitten Sie die Inhaberin oder den Inhaber um eine neue Einladung.',
    ],
    'option-invalid': [
      'Eine Option des Servers hat einen falschen Wert.',
      'Sein Protokoll nennt die Option.',
    ],
    'folder-in-use': [
      'Ein anderer Server benutzt diesen Datenordner.',
      'Beenden Sie ihn, oder geben Sie diesem einen anderen Ordner.',
    ],
    'database-newer': ['Die Daten stammen von einer neueren Version.', 'Aktualisieren Sie den Server.'],
    'database-damaged': [
      'Die Daten lassen sich nicht lesen.',
      'Stellen Sie mit „secure-chat restore“ eine Sicherung wieder her.',
    ],
    'port-in-use': [
      'Adresse oder Port sind belegt.',
      'Beenden Sie das andere Programm, oder nehmen Sie einen anderen Port.',
    ],
  },
};
