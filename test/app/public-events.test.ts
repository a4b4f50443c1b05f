import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PublicEvents } from '../../src/app/public-events.js';
import type { ThreadItem } from '../../src/chat/model/thread-state.js';
import type { VisitorState } from '../../src/chat/model/visitor-state.js';
import { SecureChatMessageEvent } from '../../src/element/events/message.js';
import { seeded } from '../support/chance.js';
import { text, visitorStates } from '../support/gallery/visitor-fixtures.js';

/** What the page of a tag is told. */
class Page {
  readonly events: Event[] = [];
  readonly settings = { exposeText: false };
  readonly #events = new PublicEvents(this);
  #state: VisitorState = { ...visitorStates.empty, items: [] };

  emit(event: Event): boolean {
    this.events.push(event);
    return true;
  }

  setReadOnly(): void {
    // Properties are no news.
  }

  tell(change: Partial<VisitorState>): void {
    this.#state = { ...this.#state, ...change };
    this.#events.tell(this.#state);
  }

  /** Ids of the messages told since the last question. */
  told(): readonly string[] {
    return this.events
      .splice(0)
      .flatMap(event => (event instanceof SecureChatMessageEvent ? [event.id] : []));
  }
}

const messages = (from: number, to: number): readonly ThreadItem[] =>
  Array.from({ length: to - from }, (_, index) => text(String(from + index), 'Hello', 1));

const notice: ThreadItem = { kind: 'notice', id: 'n', at: 0, notice: 'answered', name: 'Amina' };

describe('the public events of a tag', () => {
  it('tell of no message that was there when the page opened', () => {
    const page = new Page();
    page.tell({ phase: 'loading' });
    page.tell({ phase: 'ready', items: messages(0, 3) });
    assert.deepEqual(page.told(), []);
  });

  it('tell of each message that comes, once, in order', () => {
    const page = new Page();
    page.tell({ items: [] });
    page.tell({ items: messages(0, 2) });
    page.tell({ items: messages(0, 2), unread: 1 });
    page.tell({ items: [...messages(0, 2), notice, ...messages(2, 3)] });
    assert.deepEqual(page.told(), ['0', '1', '2']);
  });

  it('tell of no earlier message that is loaded', () => {
    const page = new Page();
    page.tell({ items: messages(100, 200), hasEarlier: true });
    page.tell({ items: messages(0, 200), hasEarlier: false });
    page.tell({ items: messages(0, 201), hasEarlier: false });
    assert.deepEqual(page.told(), ['200']);
  });

  it('tell of a message that comes while earlier ones are loaded', () => {
    const page = new Page();
    page.tell({ items: messages(100, 200), hasEarlier: true });
    page.tell({ items: messages(0, 201), hasEarlier: false });
    assert.deepEqual(page.told(), ['200']);
  });

  it('tell of a message whose writer’s clock is late, where nothing stands before what is shown', () => {
    const page = new Page();
    page.tell({ items: messages(1, 3), hasEarlier: false });
    page.tell({ items: messages(0, 3), hasEarlier: false });
    assert.deepEqual(page.told(), ['0']);
  });

  it('tell of what came since, whatever is loaded or slides out of view', () => {
    for (let seed = 0; seed < 500; seed++) {
      const random = seeded(seed);
      const page = new Page();
      let [from, to] = [100, 110];
      page.tell({ items: messages(from, to), hasEarlier: true });
      const first = to;
      for (let step = 0; step < 20; step++) {
        if (random(3) === 0) from = Math.max(0, from - random(30));
        else if (random(2) === 0) from = Math.min(from + random(3), to - 1);
        to += random(3);
        page.tell({ items: messages(from, to), hasEarlier: from > 0 });
      }
      const news = Array.from({ length: to - first }, (_, index) => String(first + index));
      assert.deepEqual(page.told(), news, `seed ${String(seed)}`);
    }
  });

  it('say no word of the conversation unless the tag exposes it', () => {
    for (const exposeText of [false, true]) {
      const page = new Page();
      page.settings.exposeText = exposeText;
      page.tell({ items: [] });
      page.tell({ items: messages(0, 1) });
      const texts = page.events.flatMap(event =>
        event instanceof SecureChatMessageEvent ? [event.text] : [],
      );
      assert.deepEqual(texts, [exposeText ? 'Hello' : '']);
    }
  });
});
