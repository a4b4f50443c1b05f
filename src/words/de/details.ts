import type { DetailsWords } from '../en/details.js';

/** German, beyond the conversation itself. */
export const words: DetailsWords = {
  newMessages: { one: '{count} neue Nachricht', other: '{count} neue Nachrichten' },
  unread: { one: '{count} ungelesene Nachricht', other: '{count} ungelesene Nachrichten' },
  typing: '{agent} schreibt',
  cancel: 'Abbrechen',
  shop: 'dem Geschäft',
  safety: 'Sicherheitsnummer',
  safetyHelp:
    'Lassen Sie sich diese Zahlen von {business} vorlesen, am Telefon oder im Laden. Stimmen sie überein, ist niemand dazwischen.',
  shared: 'Was Sie mit {business} teilen',
  sharedHelp: 'Was Sie schreiben und, im selben Siegel:',
  sharedNothing: 'Nur was Sie schreiben. Nichts über die Seite, auf der Sie sind.',
  page: 'Seite',
  address: 'Adresse',
  save: 'Kopie speichern',
  erase: 'Unterhaltung löschen',
  eraseHelp: 'Alle Nachrichten werden gelöscht, hier und bei {business}. Niemand kann sie zurückholen.',
  eraseNow: 'Löschen',
  erased: 'Diese Unterhaltung ist gelöscht',
  erasedHelp: 'Auf diesem Gerät und auf dem Server des Geschäfts ist nichts davon geblieben.',
  writeAgain: 'Neu schreiben',
  rareErrors: {
    'route-tampered': [
      'Die direkte Verbindung wurde gestört.',
      'Sie ist geschlossen. Ihre Worte gehen über den eigenen Server des Geschäfts, weiter versiegelt.',
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
    'business-missing': [
      'Dieser Chat ist noch nicht eingerichtet.',
      'Im Tag fehlt das Geschäft. Das Pult zeigt das Tag zum Einfügen.',
    ],
    'business-malformed': [
      'Dieser Chat ist falsch eingerichtet.',
      'Das Geschäft im Tag enthält einen Tippfehler. Fügen Sie das Tag neu ein.',
    ],
    'insecure-context': [
      'Diese Seite hat keine sichere Verbindung.',
      'Hier lässt sich nichts versiegeln. Schreiben Sie auf unserer eigenen Seite.',
    ],
    'browser-too-old': [
      'Dieser Browser ist zu alt, um Nachrichten zu versiegeln.',
      'Aktualisieren Sie ihn, oder nehmen Sie einen anderen.',
    ],
    'not-available': ['Das kann dieser Chat noch nicht.', 'Schreiben Sie stattdessen eine Nachricht.'],
    'storage-missing': [
      'Dieser Browser bewahrt für diese Seite nichts auf.',
      'Verlassen Sie das private Fenster oder erlauben Sie Speicher, dann laden Sie neu.',
    ],
    'storage-newer': ['Es gibt eine neuere Version dieses Chats.', 'Laden Sie die Seite neu.'],
    'business-mismatch': [
      'Das ist nicht das Geschäft, für das es sich ausgibt.',
      'Schreiben Sie hier nichts und sagen Sie dem Geschäft auf anderem Weg Bescheid.',
    ],
    'business-unknown': [
      'Dieser Chat ist unter dieser Adresse nicht bekannt.',
      'Wer diese Website betreibt, sollte das Tag prüfen.',
    ],
    'card-invalid': [
      'Unterwegs wurde etwas verändert.',
      'Schreiben Sie hier nichts und sagen Sie dem Geschäft auf anderem Weg Bescheid.',
    ],
    'card-expired': [
      'Der Chat ist nicht mehr aktuell.',
      'Das Geschäft muss einmal sein Pult öffnen. Versuchen Sie es später.',
    ],
    'card-rolled-back': [
      'Jemand zeigt eine alte Fassung dieses Chats.',
      'Warten Sie etwas und sagen Sie dem Geschäft auf anderem Weg Bescheid.',
    ],
    'clock-wrong': [
      'Die Uhr dieses Geräts geht falsch.',
      'Stellen Sie Datum und Zeit, dann versuchen Sie es noch einmal.',
    ],
    'origin-refused': [
      'Diese Website darf diesen Chat nicht verwenden.',
      'Wer sie betreibt, kann sie im Pult erlauben.',
    ],
    'admission-refused': ['Der Server hat dieses Gerät nicht angenommen.', 'Laden Sie die Seite neu.'],
    'frame-too-large': ['Das ist zu groß zum Senden.', 'Senden Sie es in kleineren Teilen.'],
    'frame-malformed': [
      'Etwas kam beschädigt an und wurde weggelassen.',
      'Fehlt eine Nachricht, bitten Sie noch einmal darum.',
    ],
    'message-unreadable': [
      'Diese Nachricht ließ sich nicht öffnen.',
      'Bitten Sie darum, sie noch einmal zu senden.',
    ],
    'message-empty': ['Es gibt noch nichts zu senden.', 'Schreiben Sie zuerst etwas.'],
  },
};
