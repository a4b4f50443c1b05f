import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { SecureChatElement } from '../../src/element/secure-chat-element.js';
import { asked, business, launcherOf, opened, pasted, reset, settled } from './harness.js';

describe('<secure-chat> in the page', () => {
  beforeEach(reset);

  it('says once that it is ready', () => {
    const element = document.createElement('secure-chat');
    element.business = business;
    let count = 0;
    element.addEventListener('secure-chat-ready', () => count++);
    document.body.append(element);
    document.body.prepend(element);
    expect(count).to.equal(1);
    element.remove();
  });

  it('is accessible while closed', async () => {
    await expect(await pasted()).to.be.accessible();
  });

  it('keeps its app when it moves within the page', async () => {
    const element = await opened();
    (await fixture(html`<main></main>`)).append(element);
    await settled();
    expect(asked()).to.deep.equal(['mount', 'open']);
    expect(element.open).to.equal(true);
  });

  it('ends its app when it leaves the page, and starts anew when it comes back', async () => {
    const element = await opened();
    const closed = oneEvent(element, 'secure-chat-closed');
    element.remove();
    await closed;
    expect(asked()).to.deep.equal(['mount', 'open', 'close', 'dispose']);
    const again = oneEvent(element, 'secure-chat-opened');
    document.body.append(element);
    await again;
    expect(asked().slice(4)).to.deep.equal(['mount', 'open']);
    element.remove();
  });

  it('keeps its styles when it moves to another document', async () => {
    const element = await pasted();
    const frame = await fixture<HTMLIFrameElement>(html`<iframe title="Other"></iframe>`);
    frame.contentDocument?.body.append(element);
    expect(getComputedStyle(launcherOf(element)).width).to.equal('60px');
    const done = oneEvent(element, 'secure-chat-opened');
    element.show();
    await done;
    expect(getComputedStyle(launcherOf(element)).visibility).to.equal('hidden');
  });

  it('lives beside a second one', async () => {
    const first = await opened();
    const second = await pasted();
    expect(second.open).to.equal(false);
    expect(first.open).to.equal(true);
  });

  it('does no harm when its script runs twice', async () => {
    await import(new URL('../../src/element/secure-chat-element-define.ts?twice', import.meta.url).href);
    expect(customElements.get('secure-chat')).to.equal(SecureChatElement);
  });
});
