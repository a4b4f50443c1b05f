/** Largest frame on any carrier, in bytes (PROTOCOL 5). */
export const maxFrameBytes = 65_536;

/** Largest padded payload area of one frame, in bytes (PROTOCOL 5). */
export const maxPaddedBytes = 61_440;

/** Longest text of one message, in UTF-8 bytes: leaves room for the JSON around it and for escapes. */
export const maxTextBytes = 16_384;

/** Early and orphaned frames kept for one sender (PROTOCOL 5). */
export const maxEarlyFrames = 64;

/** Early and orphaned frames kept of all senders together: 32 MiB at most. */
export const maxEarlyFramesInAll = 512;

/** How long an early or orphaned frame is kept, in milliseconds (PROTOCOL 5). */
export const earlyFrameMs = 24 * 3_600_000;

/** Subprotocol of the relay's WebSocket; another wire is another name. */
export const relaySubprotocol = 'secure-chat.relay.1';

/** Rows of one mailbox that a node keeps before it refuses more with `mailbox-full`. */
export const maxMailboxRows = 5_000;

/** How long a ticket for signalling lives, in seconds (PROTOCOL 13). */
export const ticketSeconds = 60;

/** Label of the data channel between two peers; another wire is another name. */
export const channelLabel = 'secure-chat.direct.1';
