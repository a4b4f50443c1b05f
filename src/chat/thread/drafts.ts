/**
 * What is typed and not sent, on either side. A composer's field is the truth while somebody types: every change is told
 * here in the same task, Enter takes the text out of the field in the same task, and the store follows in order, however
 * slow its disk is. So no word is glued to another, given back after it was sent, or sent twice.
 */
import { SecureChatError } from '../../errors.js';
import type { MessageId } from '../../wire/ids.js';
import type { DraftState, ReturnedText } from '../model/thread-state.js';
import { Serial } from '../store/serial.js';
import type { MetaKey } from '../store/records.js';
import type { Batch, Vault } from '../store/vault.js';

/**
 * Puts a text into a batch as the message `id`, as a new row: where there is one, the commit must fail with `deposed`.
 * Throws where it cannot be sent at all: then it comes back.
 */
export type AddText = (batch: Batch, id: MessageId, text: string) => void | Promise<void>;

export interface DraftsWorld {
  /** The store's records, once they are open; fails where they do not open. */
  readonly vault: () => Promise<Vault>;
  readonly newId: () => MessageId;
  /** Where the draft of a place is kept. */
  readonly keyOf: (place: string) => MetaKey & (`draft/${string}` | 'draft');
  /** The words of the message `id` where it stands in the thread: another tab sent the draft that both show. */
  readonly sentText: (place: string, id: MessageId) => Promise<string | undefined>;
  /** A draft changed by itself: it was read, came back, or was sent elsewhere. */
  readonly onChanged: (place: string) => void;
}

interface Entry {
  /** Id of the message that the draft becomes: two tabs that send one draft make one message. */
  id: MessageId;
  text: string;
  /** Typed here, in part at least. What was only read from the store may have been sent by another tab. */
  isOwn: boolean;
  /** The store was read, or is not to be: somebody types already. */
  isRead: boolean;
  /** Counts changes of `text` that were not typed here. */
  revision: number;
  /** The store is older than what stands here. */
  isDirty: boolean;
  /** Id under which the store last held this draft: under any other it is what another tab types. */
  storedId: MessageId | undefined;
  returned: readonly Returned[];
}

export class Drafts {
  readonly #world: DraftsWorld;
  readonly #entries = new Map<string, Entry>();
  readonly #writes = new Serial();
  /** Tells each giving back from the last one of the same text. */
  #givenBack = 0;
  /** Taken out of their fields and not yet kept, oldest first. */
  #sendings: readonly Sending[] = [];

  constructor(world: DraftsWorld) {
    this.#world = world;
  }

  /** What the field of a place shows when it is new, and what comes back to it. */
  state(place: string): DraftState {
    const { text, revision, returned } = this.#entry(place);
    return { place, text, revision, returned };
  }

  /**
   * The field holds `text` now, and in it the texts `returned` (ids) that it took back. Settles once it is kept; of many
   * quick changes only the newest is worth a write.
   */
  async type(place: string, text: string, returned: readonly string[] = []): Promise<void> {
    const entry = this.#entry(place);
    if (!entry.isOwn) this.#renew(entry);
    const [back, ...others] = entry.returned.filter(({ id }) => returned.includes(id));
    // Alone in its field again, it is the message that it was: another tab may show it, too.
    if (back && others.length === 0 && back.text === text) entry.id = back.message;
    entry.isRead = true;
    entry.text = text;
    entry.isDirty = true;
    entry.returned = entry.returned.filter(({ id }) => !returned.includes(id));
    await this.#writes.run(() => this.#keep(place, entry));
  }

  /**
   * Sends what was taken out of the field of a place. Where it cannot be kept it comes back, in front of what was typed
   * meanwhile, and with it everything that was handed on behind it: sent now, that would overtake it.
   */
  async send(place: string, text: string, add: AddText): Promise<void> {
    const entry = this.#entry(place);
    const isDraft = entry.text === text;
    const sending = {
      place,
      text,
      id: isDraft ? entry.id : this.#world.newId(),
      isOwn: entry.isOwn || !isDraft,
    };
    this.#sendings = [...this.#sendings, sending];
    this.#renew(entry);
    entry.isRead = true;
    entry.text = '';
    entry.isDirty = true;
    await this.#writes.run(async () => {
      if (!this.#sendings.includes(sending)) return;
      try {
        await this.#commit(entry, sending, add);
        this.#sendings = this.#sendings.filter(other => other !== sending);
      } catch (cause) {
        const back = this.#sendings.filter(other => other.place === place);
        this.#sendings = this.#sendings.filter(other => other.place !== place);
        for (const { text: words, id } of back) this.giveBack(place, words, id);
        throw cause;
      }
    });
  }

  /** Commits content that never was in a field, in its turn. A draft is left alone. */
  async commit(add: (batch: Batch, id: MessageId) => void | Promise<void>): Promise<void> {
    await this.#writes.run(async () => {
      const batch = (await this.#world.vault()).batch();
      await add(batch, this.#world.newId());
      await batch.commit(undefined);
    });
  }

  /** A text goes back into its field. */
  giveBack(place: string, text: string, message = this.#world.newId()): void {
    const entry = this.#entry(place);
    entry.returned = [...entry.returned, { id: String(this.#givenBack++), text, message }];
    entry.isDirty = true;
    this.#world.onChanged(place);
  }

  /** Follows the store: the draft is read once, for a field that nobody touched; later only whether another tab sent it. */
  async read(place: string): Promise<void> {
    const entry = this.#entry(place);
    if (!entry.isRead) await this.#readStored(place, entry);
    else if (entry.text !== '') await this.#readSent(place, entry);
  }

  /** Everything of a place is erased. */
  forget(place: string): void {
    this.#entries.delete(place);
    this.#world.onChanged(place);
  }

  #entry(place: string): Entry {
    const known = this.#entries.get(place);
    if (known) return known;
    const entry: Entry = {
      id: this.#world.newId(),
      text: '',
      isOwn: true,
      isRead: false,
      revision: 0,
      isDirty: false,
      storedId: undefined,
      returned: [],
    };
    this.#entries.set(place, entry);
    return entry;
  }

  async #readStored(place: string, entry: Entry): Promise<void> {
    const stored = await (await this.#world.vault()).meta(this.#world.keyOf(place));
    // Touched while the disk was read.
    if (entry.isRead) return;
    entry.isRead = true;
    if (!stored?.text) return;
    entry.id = stored.id;
    entry.storedId = stored.id;
    entry.isOwn = false;
    this.#change(place, entry, stored.text);
  }

  async #readSent(place: string, entry: Entry): Promise<void> {
    const { id, text, isOwn } = entry;
    const sent = await this.#world.sentText(place, id);
    // Typed on, or sent from here, while the disk was read.
    if (sent === undefined || entry.id !== id || entry.text !== text) return;
    this.#renew(entry);
    // What was typed here beyond the words that went is a draft of its own.
    if (!isOwn || text.trim() === sent.trim()) this.#change(place, entry, '');
  }

  #change(place: string, entry: Entry, text: string): void {
    entry.text = text;
    entry.revision++;
    this.#world.onChanged(place);
  }

  /** From here on the draft is another message. */
  #renew(entry: Entry): void {
    entry.id = this.#world.newId();
    entry.isOwn = true;
  }

  async #keep(place: string, entry: Entry): Promise<void> {
    if (entry.isDirty) await this.#write(place, entry, (await this.#world.vault()).batch());
  }

  /** One commit keeps the words and ends their draft: a page that goes away in between has both or neither. */
  async #commit(entry: Entry, sending: Sending, add: AddText): Promise<void> {
    const { place, id, text, isOwn } = sending;
    const batch = (await this.#world.vault()).batch();
    await add(batch, id, text);
    try {
      await this.#write(place, entry, batch);
    } catch (cause) {
      if (!(cause instanceof SecureChatError && cause.code === 'deposed')) throw cause;
      // Another tab sent the draft that both had read. What was typed here beyond it is words of its own.
      const sent = await this.#world.sentText(place, id);
      if (isOwn && sent?.trim() !== text.trim())
        await this.#commit(entry, { ...sending, id: this.#world.newId() }, add);
      else await this.#keep(place, entry);
    }
  }

  /** Commits a batch with the draft as it is now. */
  async #write(place: string, entry: Entry, batch: Batch): Promise<void> {
    const key = this.#world.keyOf(place);
    const { id, storedId } = entry;
    const text = [...entry.returned.map(returned => returned.text), entry.text].join('\n');
    const stored = text === '' ? await (await this.#world.vault()).meta(key) : undefined;
    // Nothing typed here is no reason to take away what another tab types.
    if (!stored?.text || stored.id === storedId) batch.putMeta(key, { id, text });
    entry.isDirty = false;
    entry.storedId = id;
    try {
      await batch.commit(undefined);
    } catch (cause) {
      entry.isDirty = true;
      entry.storedId = storedId;
      throw cause;
    }
  }
}

/** A text that comes back, and the message that it was to become. */
interface Returned extends ReturnedText {
  readonly message: MessageId;
}

/** A text on its way from its field into the store. */
interface Sending {
  readonly place: string;
  readonly text: string;
  readonly id: MessageId;
  readonly isOwn: boolean;
}
