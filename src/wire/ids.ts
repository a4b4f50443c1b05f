declare const brand: unique symbol;
type Branded<Base, Name extends string> = Base & { readonly [brand]: Name };

/** The business's public fingerprint as pinned in the page: `sc1-` and 32 characters of base32 (PROTOCOL 2). */
export type BusinessId = Branded<string, 'BusinessId'>;

/** Self-certifying id of a visitor (`v…`) or a device (`a…`): 27 ASCII characters (PROTOCOL 2). */
export type PeerId = Branded<string, 'PeerId'>;

/** Id of the conversation of one visitor with one business: 16 bytes in base32, 26 characters (PROTOCOL 2). */
export type ConversationId = Branded<string, 'ConversationId'>;

/** Id of one piece of content: 128 random bits in base32, 26 characters (PROTOCOL 7). */
export type MessageId = Branded<string, 'MessageId'>;

/** Whether a text has the form of a business's fingerprint; only a verified card says whether it is one. */
export function isBusinessId(text: string): text is BusinessId {
  return /^sc1-[a-z2-7]{32}$/.test(text);
}

/** Whether a text has the form of a peer id. */
export function isPeerId(text: string): text is PeerId {
  return /^[av][a-z2-7]{26}$/.test(text);
}
