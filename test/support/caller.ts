import { receiveAccept } from '../../src/protocol/accept.js';
import type { VerifiedCard } from '../../src/protocol/card.js';
import type { Context } from '../../src/protocol/context.js';
import { createForget } from '../../src/protocol/forget.js';
import { businessBytes, messageId, peerId } from '../../src/protocol/ids.js';
import { generateBoxKey, generateSigningKey } from '../../src/protocol/keys.js';
import type { BoxKey, SigningKey } from '../../src/protocol/keys.js';
import { createOpen } from '../../src/protocol/open.js';
import type { SentOpen } from '../../src/protocol/open.js';
import { createPre } from '../../src/protocol/pre.js';
import { sealMessage } from '../../src/protocol/session.js';
import type { Session } from '../../src/protocol/session.js';
import type { Bytes } from '../../src/wire/bytes.js';
import type { PeerId } from '../../src/wire/ids.js';
import type { Payload } from '../../src/wire/payload/payload.js';

/** A visitor as the protocol has her, without an engine: she makes real frames, one by one. */
export class Caller {
  readonly id: PeerId;
  readonly #ctx: Context;
  readonly #card: VerifiedCard;
  readonly #key: SigningKey;
  readonly #bundle: BoxKey;
  #sent: SentOpen | undefined;
  #session: Session | undefined;
  #seq = 0;
  #behind = 0;

  private constructor(
    ctx: Context,
    card: VerifiedCard,
    made: { id: PeerId; key: SigningKey; bundle: BoxKey },
  ) {
    this.#ctx = ctx;
    this.#card = card;
    this.id = made.id;
    this.#key = made.key;
    this.#bundle = made.bundle;
  }

  /** A new visitor; `bundle` is made unless many are to share one, as making it is half the work. */
  static async create(ctx: Context, card: VerifiedCard, bundle?: BoxKey): Promise<Caller> {
    const key = await generateSigningKey(ctx, { extractable: false });
    return new Caller(ctx, card, {
      id: await peerId(ctx, 'v', key.publicKey),
      key,
      bundle: bundle ?? (await generateBoxKey(ctx, { extractable: false })),
    });
  }

  /** Her first words. */
  async open(text: string): Promise<Bytes> {
    const { frame, sent } = await createOpen(this.#ctx, {
      visitor: this.#key,
      card: this.#card,
      number: Math.floor(this.#ctx.now() / 1000),
      bundle: this.#bundle.publicKey,
      payloads: [this.#text(text)],
    });
    this.#sent = sent;
    return frame;
  }

  /** What she says before anybody answers. */
  async sayBehind(text: string): Promise<Bytes> {
    if (!this.#sent) throw new Error('nothing was opened');
    return createPre(this.#ctx, {
      sent: this.#sent,
      visitor: this.#key,
      n: ++this.#behind,
      payloads: [this.#text(text)],
    });
  }

  /** Somebody answers: from here on there is a session. */
  async accept(frame: Bytes): Promise<void> {
    const [bundle, visitor, card, sent] = [this.#bundle, this.#key, this.#card, this.#sent];
    if (!sent) throw new Error('nothing was opened');
    const accepted = await receiveAccept(this.#ctx, { sent, bundle, visitor, card, frame });
    if (!accepted.ok) throw new Error('the accept was refused');
    this.#session = accepted.session;
  }

  /** Words inside the session. */
  async say(text: string): Promise<Bytes> {
    if (!this.#session) throw new Error('nobody answered');
    const { session, frame } = await sealMessage(this.#ctx, this.#session, [this.#text(text)]);
    this.#session = session;
    return frame;
  }

  /** Everything is to be erased. */
  forget(): Promise<Bytes> {
    return createForget(this.#ctx, { visitor: this.#key, business: businessBytes(this.#card.business) });
  }

  #text(text: string): Payload {
    return { type: 'text', id: messageId(this.#ctx), seq: ++this.#seq, at: this.#ctx.now(), text };
  }
}
