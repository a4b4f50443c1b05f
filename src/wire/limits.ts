/** Largest frame on any carrier, in bytes (PROTOCOL 5). */
export const maxFrameBytes = 65_536;

/** Largest padded payload area of one frame, in bytes (PROTOCOL 5). */
export const maxPaddedBytes = 61_440;

/** Longest text of one message, in UTF-8 bytes: leaves room for the JSON around it and for escapes. */
export const maxTextBytes = 16_384;

/** Subprotocol of the relay's WebSocket; another wire is another name. */
export const relaySubprotocol = 'secure-chat.relay.1';

/** Rows of one mailbox that a node keeps before it refuses more with `mailbox-full`. */
export const maxMailboxRows = 5_000;

/** How long a ticket for signalling lives, in seconds (PROTOCOL 13). */
export const ticketSeconds = 60;
