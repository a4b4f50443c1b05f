/**
 * Everything that can go wrong, one sentence a member: what happened, and what the user can do.
 * Codes are stable: pages, logs and tests switch on them.
 */
export type ErrorCode =
  // The tag and the browser
  /** The tag has no `business`: paste the tag that `doctor` or the desk shows. */
  | 'business-missing'
  /** `business` has not the form `sc1-…`: paste it again. */
  | 'business-malformed'
  /** The page is not served over HTTPS, so the browser offers no WebCrypto: write from the node's own link page. */
  | 'insecure-context'
  /** The browser lacks something that the widget needs: update it, or write from the link page in another one. */
  | 'browser-too-old'
  /** The widget's code could not be loaded, or the page forbids it: allow the node in the page's policy and try again. */
  | 'app-unavailable'
  /** The browser gives no IndexedDB, as in some private windows: allow storage or write from the link page. */
  | 'storage-missing'
  /** The device is full: nothing typed is lost while the page stays open; free some space and try again. */
  | 'storage-full'
  /** The browser's store failed: reload the page. */
  | 'storage-failed'
  /** What is stored was written by a newer version: reload the page to get that version. */
  | 'storage-newer'
  /** Another tab or window of this browser took over the connection: this one follows it. */
  | 'deposed'
  /** This version of the widget cannot do that yet: do without it, or upgrade the node when a version can. */
  | 'not-available'
  // Trust
  /** The card is not the pinned business's: somebody may be posing as the shop, or the tag is of another one. */
  | 'business-mismatch'
  /** The node does not know this business: check the tag and the node's address. */
  | 'business-unknown'
  /** The business's card does not verify: somebody altered it. */
  | 'card-invalid'
  /** The business's card ended: its owner must open the desk once. */
  | 'card-expired'
  /** The node shows an older card than this browser has seen: somebody may be hiding a change. */
  | 'card-rolled-back'
  /** This device's clock and the node's are more than a day apart: set the clock. */
  | 'clock-wrong'
  /** The direct path was altered on the way: it was closed, and words go through the business's own node. */
  | 'route-tampered'
  // The way to the node
  /** The node cannot be reached: words are kept and go out when it is back. */
  | 'node-unreachable'
  /** The business does not allow this site: its owner adds the site to the allowed origins in the desk. */
  | 'origin-refused'
  /** The node does not accept this device's proof: a removed device has no access any more. */
  | 'admission-refused'
  /** The same identity connected elsewhere: this connection was replaced. */
  | 'replaced'
  /** A frame is larger than 64 KiB and was refused. */
  | 'frame-too-large'
  /** A frame does not follow the protocol and was refused. */
  | 'frame-malformed'
  /** Frames came faster than allowed: they are kept and sent a little later. */
  | 'too-often'
  /** The mailbox of the receiver is full: the frame is kept and sent later. */
  | 'mailbox-full'
  /** The other side cannot be reached on this path now. */
  | 'peer-unreachable'
  // Conversation
  /** The text is longer than one message can carry: shorten or split it. */
  | 'message-too-long'
  /** A message could not be opened: ask for it again. */
  | 'message-unreadable'
  /** Nothing to send: the text is empty. */
  | 'message-empty'
  // The desk
  /** The passphrase does not open this desk: try again. */
  | 'passphrase-wrong'
  /** The passphrase is shorter than ten characters. */
  | 'passphrase-weak'
  /** The recovery code does not open a backup on this node: check the words. */
  | 'recovery-wrong'
  /** The set-up link was used or has ended: make another with `secure-chat init`. */
  | 'setup-spent'
  /** This device was removed from the team. */
  | 'device-removed'
  // The node
  /** An option or environment variable has a wrong value; the message names it. */
  | 'option-invalid'
  /** Another node uses this data folder. */
  | 'folder-in-use'
  /** The database was written by a newer version: upgrade the node. */
  | 'database-newer'
  /** The database cannot be read: restore a backup. */
  | 'database-damaged'
  /** The address or port is taken. */
  | 'port-in-use';

/** The one class of error: switch on `code`, never on the text; the message carries no user text, key, token or full id. */
export class SecureChatError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string = code, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SecureChatError';
    this.code = code;
  }
}
