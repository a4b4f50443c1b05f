/** Budgets in bytes after gzip, as the node serves them. Raising one needs a sentence in the commit. */
export const budgets = {
  /** One request shows the launcher. */
  shells: {
    'secure-chat.js': 3_000,
    'embed.js': 3_200,
  },
  /** Everything from an empty cache until the node has stored a first message: shell and app. */
  firstMessage: 45_000,
  /** Every chunk of the two apps; words of a language have one budget for all. */
  chunks: {
    'visitor.js': 39_000,
    // All of the protocol that a customer needs only once somebody answers; orders what comes by a clock that may jump.
    'visitor-sessions.js': 10_300,
    // Steering of the direct way: once somebody answered, and the page does not wish the relay.
    'direct-seeker.js': 800,
    // What a customer asks for seldom: erase, save a copy, agree.
    'visitor-commands.js': 800,
    // With the styles of dialogs and menus, which come with them.
    'panel-details.js': 3_200,
    // PeerJS without its adapter for old browsers, and the channel on top of it.
    'peerjs.js': 14_200,
    'desk-peerjs.js': 14_200,
    // What an answer brings: links, who is writing, what came below, the number on the launcher.
    'answered.js': 2_050,
    // Where WebCrypto has no ML-KEM it comes before the first message, too.
    'ml-kem.js': 7_000,
    'desk-ml-kem.js': 7_000,
    // With parking, the registry of payloads and drafts of its own: what is not needed for list and thread loads late.
    'desk.js': 85_000,
    // With its library: shown once in the life of a desk.
    'desk-qr-code.js': 4_200,
  },
  words: 3_500,
} as const;
