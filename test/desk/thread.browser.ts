import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import type { ThreadItem } from '../../src/chat/model/thread-state.js';
import { deskWords } from '../../src/desk/desk-language.js';
import type { DeskThreadElement } from '../../src/desk/desk-thread-element.js';
import '../../src/desk/desk-define.js';
import { findLanguage } from '../../src/ui/language.js';
import { button, deep, deepAll } from '../support/deep.js';
import { draftOf } from '../support/draft.js';
import { text } from '../support/gallery/visitor-fixtures.js';
import { patternWork } from '../support/pattern-work.js';

function many(count: number): readonly ThreadItem[] {
  return Array.from({ length: count }, (_, index) =>
    text(String(index), `Message ${index}, see https://juniper.example/${index}`, 60, { author: 'Mira' }),
  );
}

async function drawn(items: readonly ThreadItem[]): Promise<DeskThreadElement> {
  const language = await findLanguage(deskWords, 'en');
  const box = await fixture<HTMLElement>(
    html`<div style="block-size: 300px; display: grid">
      <secure-chat-desk-thread .thread=${state(items)} .language=${language}></secure-chat-thread>
    </div>`,
  );
  const element = box.querySelector<DeskThreadElement>('secure-chat-desk-thread');
  if (!element) throw new Error('no thread');
  await element.updateComplete;
  await nextFrame();
  return element;
}

function state(items: readonly ThreadItem[]): DeskThreadElement['thread'] {
  return { items, hasEarlier: false, draft: draftOf(), typing: '' };
}

describe('the thread of the desk', () => {
  it('opens the last page of ten thousand messages, at its end', async () => {
    const element = await drawn(many(10_000));
    expect(deepAll(element, '.message')).to.have.length(100);
    const log = deep(element, '[role=log]');
    expect(log.scrollHeight - log.scrollTop - log.clientHeight).to.be.lessThan(2);
    expect(log.textContent).to.contain('Message 9999').and.not.to.contain('Message 9899,');
  });

  it('draws a message that comes, and touches none that is there', async () => {
    const items = many(10_000);
    const element = await drawn(items);
    button(element, 'Show earlier messages').click();
    await element.updateComplete;
    const before = deepAll(element, '.message');
    expect(before).to.have.length(200);
    const changes: MutationRecord[] = [];
    const observer = new MutationObserver(records => changes.push(...records));
    const { shadowRoot } = element;
    if (shadowRoot)
      observer.observe(shadowRoot, { subtree: true, childList: true, characterData: true, attributes: true });
    // The same words in other objects: what a store hands out is read anew.
    element.thread = state([...items.map(item => ({ ...item })), text('new', 'New', 0)]);
    const work = patternWork(() => {
      element['performUpdate']();
    });
    changes.push(...observer.takeRecords());
    observer.disconnect();
    expect(work).to.be.lessThan(2_000);
    const after = deepAll(element, '.message');
    expect(after.slice(0, -1)).to.deep.equal(before.slice(-(after.length - 1)));
    expect(changes.filter(({ target }) => before.some(message => message.contains(target)))).to.have.length(
      0,
    );
  });

  it('draws anew the one message that changed', async () => {
    const items = [text('1', 'One', 3), text('2', 'Two', 2), text('3', 'Three', 1, { author: 'Mira' })];
    const element = await drawn([
      ...items.slice(0, 1),
      text('2', 'Two', 2, { delivery: 'sent' }),
      ...items.slice(2),
    ]);
    const [, before] = deepAll(element, '.message');
    expect(before?.textContent).to.contain('Sent');
    element.thread = state(items);
    await element.updateComplete;
    const [, after] = deepAll(element, '.message');
    expect(after).to.equal(before);
    expect(after?.textContent).to.contain('Read');
  });
});
