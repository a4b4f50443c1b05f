import { expect, fixture, html, nextFrame, waitUntil } from '@open-wc/testing';
import type { ThreadItem, ThreadState } from '../../src/chat/model/thread-state.js';
import { customerWords, findLanguage } from '../../src/ui/language.js';
import { words as moreEn } from '../../src/words/en/details.js';
import { threadAnswered } from '../../src/ui/thread-answered.js';
import type { PartRequest, RequestEvent } from '../../src/ui/request-event.js';
import type { ThreadElement } from '../../src/ui/thread-element.js';
import '../../src/visitor/visitor-define.js';
import { button, deep, deepAll } from '../support/deep.js';
import { text } from '../support/gallery/visitor-fixtures.js';
import { draftOf } from '../support/draft.js';
import { WallClock } from '../support/wall-clock.js';

interface ThreadFixture {
  readonly element: ThreadElement;
  readonly scroller: HTMLElement;
  readonly requests: PartRequest[];
}

function many(count: number, from = 0): readonly ThreadItem[] {
  return Array.from({ length: count }, (_, index) =>
    text(String(from + index), `Message ${from + index}`, 1, { author: 'Amina' }),
  );
}

function stateOf(items: readonly ThreadItem[], change: Partial<ThreadState> = {}): ThreadState {
  return { items, hasEarlier: false, draft: draftOf(), typing: '', ...change };
}

async function drawn(
  items: readonly ThreadItem[],
  change: Partial<ThreadState> = {},
): Promise<ThreadFixture> {
  const language = await findLanguage(customerWords, 'en');
  const requests: PartRequest[] = [];
  const onRequest = (event: RequestEvent): void => {
    requests.push(event.request);
  };
  const box = await fixture<HTMLElement>(
    html`<div style="block-size: 300px; display: grid">
      <secure-chat-thread
        .thread=${stateOf(items, change)}
        .language=${language}
        .answered=${threadAnswered(moreEn)}
        @request=${onRequest}
      ></secure-chat-thread>
    </div>`,
  );
  const element = box.querySelector('secure-chat-thread');
  if (!element) throw new Error('no thread');
  await element.updateComplete;
  // Its size is observed after the frame in which it came.
  await nextFrame();
  return { element, scroller: deep(element, '[role=log]'), requests };
}

async function show({ element }: ThreadFixture, items: readonly ThreadItem[]): Promise<void> {
  element.thread = stateOf(items);
  await element.updateComplete;
}

function fromEnd({ scroller }: ThreadFixture): number {
  return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
}

/** Scrolls as a person does and waits until the thread knows. */
async function scrollTo({ scroller }: ThreadFixture, top: number): Promise<void> {
  const done = new Promise(settle => {
    scroller.addEventListener('scroll', settle, { once: true });
  });
  scroller.scrollTop = top;
  await done;
}

describe('<secure-chat-thread>', () => {
  it('draws the last hundred, and a hundred more on request without moving what one reads', async () => {
    const thread = await drawn(many(250));
    expect(deepAll(thread.element, '.message')).to.have.length(100);
    await scrollTo(thread, 0);
    const first = deep(thread.element, '.message');
    const before = first.getBoundingClientRect().top;
    const said = first.textContent;
    button(thread.element, 'Show earlier messages').click();
    await thread.element.updateComplete;
    const messages = deepAll(thread.element, '.message');
    expect(messages).to.have.length(200);
    const same = messages.find(message => message.textContent === said);
    expect(same?.getBoundingClientRect().top).to.be.closeTo(before, 60);
    expect(thread.requests.filter(request => request.type === 'earlier')).to.have.length(0);
  });

  it('asks the model for what it does not have', async () => {
    const thread = await drawn(many(30), { hasEarlier: true });
    button(thread.element, 'Show earlier messages').click();
    expect(thread.requests).to.deep.include({ type: 'earlier' });
  });

  it('stays at the end while one reads the end', async () => {
    const thread = await drawn(many(40));
    expect(fromEnd(thread)).to.be.lessThan(2);
    await show(thread, many(42));
    expect(fromEnd(thread)).to.be.lessThan(2);
  });

  it('stays where one reads further up, says what is new, and goes there on request', async () => {
    const thread = await drawn(many(40));
    await scrollTo(thread, 100);
    await show(thread, many(42));
    expect(thread.scroller.scrollTop).to.equal(100);
    button(thread.element, '2 new messages').click();
    await thread.element.updateComplete;
    expect(fromEnd(thread)).to.be.lessThan(2);
    expect(deepAll(thread.element, '.pill')).to.have.length(0);
  });

  it('goes to the end when one has written oneself', async () => {
    const thread = await drawn(many(40));
    await scrollTo(thread, 100);
    await show(thread, [...many(40), text('own', 'Mine', 0)]);
    expect(fromEnd(thread)).to.be.lessThan(2);
  });

  it('tells that messages were seen, once for each last one', async () => {
    const thread = await drawn(many(3));
    await waitUntil(() => thread.requests.some(request => request.type === 'seen'));
    const before = thread.requests.length;
    thread.element.requestUpdate();
    await thread.element.updateComplete;
    expect(thread.requests).to.have.length(before);
    await show(thread, many(4));
    expect(thread.requests.filter(request => request.type === 'seen')).to.have.length(2);
  });

  it('does not call seen what nobody can see', async () => {
    const thread = await drawn(many(3));
    thread.element.hidden = true;
    thread.requests.length = 0;
    await show(thread, many(4));
    await nextFrame();
    await nextFrame();
    expect(thread.requests).to.have.length(0);
    thread.element.hidden = false;
    await waitUntil(() => thread.requests.some(request => request.type === 'seen'));
  });

  it('reads out what is new from others, not the history and not one’s own', async () => {
    const thread = await drawn(many(3));
    const status = deep(thread.element, '[role=status]');
    expect(status.textContent).to.equal('');
    await show(thread, [...many(3), text('own', 'Mine', 0)]);
    expect(status.textContent).to.equal('');
    await show(thread, [
      ...many(3),
      text('own', 'Mine', 0),
      text('new', 'Here it is', 0, { author: 'Amina' }),
    ]);
    expect(status.textContent).to.equal('Amina: Here it is');
  });

  it('groups, and gives the last of a group the time and its state in words', async () => {
    const { element } = await drawn([
      text('1', 'a', 3, { delivery: 'read' }),
      text('2', 'b', 3, { delivery: 'read' }),
      text('3', 'c', 2, { delivery: 'pending' }),
      text('4', 'd', 1, { author: 'Amina' }),
    ]);
    const states = deepAll(element, '.message').map(message =>
      message.querySelector('.delivery')?.textContent.trim(),
    );
    expect(states).to.deep.equal([undefined, 'Read', 'Waiting to be sent', undefined]);
  });

  it('breaks between days', async () => {
    const { element } = await drawn([
      text('1', 'a', 60 * 24 * 2),
      text('2', 'b', 60 * 24),
      text('3', 'c', 0),
    ]);
    expect(
      deepAll(element, '.day')
        .map(day => day.textContent)
        .slice(1),
    ).to.deep.equal(['yesterday', 'today']);
  });

  it('draws markup as text and links without a way back to this page', async () => {
    const { element } = await drawn([
      text('1', '<img src=x onerror=alert(1)> javascript:alert(1) https://juniper.example/oak.', 1, {
        author: 'Amina',
      }),
    ]);
    expect(deepAll(element, 'img, script')).to.have.length(0);
    const links = deepAll(element, 'a');
    expect(links.map(link => link.getAttribute('href'))).to.deep.equal(['https://juniper.example/oak']);
    expect(links[0]?.getAttribute('rel')).to.equal('noopener noreferrer nofollow');
    expect(links[0]?.getAttribute('target')).to.equal('_blank');
  });

  it('gives each line its own direction, and each bubble the corners of its side', async () => {
    const { element } = await drawn([
      text('1', 'مرحبًا بكم جميعًا في متجرنا الصغير\nHello', 1, { author: 'Amina' }),
      text('2', 'Hello to all who look at our small shop\nمرحبا', 1),
    ]);
    const [theirs, own] = deepAll(element, '.bubble');
    if (!theirs || !own) throw new Error('no bubbles');
    expect(sideOf(theirs, 'مرحبًا')).to.equal('right');
    expect(sideOf(theirs, 'Hello')).to.equal('left');
    expect(sideOf(own, 'Hello')).to.equal('left');
    expect(sideOf(own, 'مرحبا')).to.equal('right');
    expect(getComputedStyle(theirs).borderBottomLeftRadius).to.equal('6px');
    expect(getComputedStyle(theirs).borderBottomRightRadius).not.to.equal('6px');
    expect(getComputedStyle(own).borderBottomRightRadius).to.equal('6px');
  });

  it('shows an address from left to right, also among words from right to left', async () => {
    const { element } = await drawn([
      text('1', 'تفضل: https://juniper.example/رف/12', 1, { author: 'Amina' }),
    ]);
    const link = deep(element, '.bubble a');
    expect(getComputedStyle(link).direction).to.equal('ltr');
    expect(sideOf(link, 'https')).to.equal('left');
  });

  it('calls yesterday what was today, from midnight on', async () => {
    const midnight = new Date(2026, 10, 26).getTime();
    const clock = new WallClock(midnight - 90_000);
    try {
      const { element } = await drawn([text('1', 'a', 10)]);
      const day = (): string | null => deep(element, '.day').textContent;
      expect(day()).to.equal('today');
      clock.pass(80_000);
      await element.updateComplete;
      expect(day()).to.equal('today');
      clock.pass(20_000);
      await element.updateComplete;
      expect(day()).to.equal('yesterday');
      expect([...clock.timers.values()].map(({ at }) => at)).to.deep.equal([
        new Date(2026, 10, 27).getTime(),
      ]);
      element.remove();
      expect(clock.timers.size).to.equal(0);
    } finally {
      clock.restore();
    }
  });

  it('calls yesterday what was today once one looks again after a night asleep', async () => {
    const clock = new WallClock(new Date(2026, 10, 25, 12).getTime());
    try {
      const { element } = await drawn([text('1', 'a', 10)]);
      clock.sleep(26 * 3_600_000);
      document.dispatchEvent(new Event('visibilitychange'));
      await element.updateComplete;
      expect(deep(element, '.day').textContent).to.equal('yesterday');
    } finally {
      clock.restore();
    }
  });

  it('never goes back to a day that is over, whatever the clock of a writer', async () => {
    const day = 24 * 60;
    const { element } = await drawn([
      text('1', 'yesterday', day),
      text('2', 'long on its way', 3 * day, { author: 'Amina' }),
      text('3', 'of the first day of all', Date.now() / 60_000, { author: 'Amina' }),
      text('4', 'today', 0),
      text('5', 'slow by a day', day, { author: 'Amina' }),
    ]);
    expect(deepAll(element, '.day').map(line => line.textContent)).to.deep.equal(['yesterday', 'today']);
    expect(deepAll(element, '.message')).to.have.length(5);
  });
});

/** On which side of its box a line begins, by the words it begins with. */
function sideOf(box: HTMLElement, words: string): 'left' | 'right' | undefined {
  const [node] = [...box.childNodes].filter(({ textContent }) => textContent?.includes(words));
  const at = node?.textContent?.indexOf(words) ?? -1;
  if (!node || at < 0) return undefined;
  const range = document.createRange();
  range.setStart(node, at);
  range.setEnd(node, at + words.length);
  const line = range.getBoundingClientRect();
  const { left, right } = box.getBoundingClientRect();
  return line.left - left < right - line.right ? 'left' : 'right';
}
