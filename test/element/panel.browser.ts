import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { host } from '../support/app-double.js';
import { asked, business, launcherOf, opened, partOf, pasted, reset, settled } from './harness.js';

describe('<secure-chat> panel', () => {
  beforeEach(reset);

  it('opens in a form of the page without sending that form', async () => {
    const form = await fixture<HTMLFormElement>(
      html`<form><secure-chat business=${business}></secure-chat></form>`,
    );
    let isSent = false;
    form.addEventListener('submit', event => {
      event.preventDefault();
      isSent = true;
    });
    const element = form.querySelector('secure-chat');
    if (!element) throw new Error('no element');
    const shown = oneEvent(element, 'secure-chat-opened');
    launcherOf(element).click();
    await shown;
    expect(isSent).to.equal(false);
  });

  it('opens by a click, moves the focus in and tells assistive technology', async () => {
    const element = await opened();
    expect(element.open).to.equal(true);
    expect(asked()).to.deep.equal(['mount', 'open']);
    expect(launcherOf(element).ariaExpanded).to.equal('true');
    expect(element.shadowRoot?.activeElement?.textContent).to.equal('Close');
    expect(element.matches(':state(open)')).to.equal(true);
    await expect(element).to.be.accessible();
  });

  it('gives the focus back to the launcher when closed from inside', async () => {
    const element = await opened();
    const closed = oneEvent(element, 'secure-chat-closed');
    host?.close();
    await closed;
    expect(element.open).to.equal(false);
    expect(element.shadowRoot?.activeElement).to.equal(launcherOf(element));
    expect(getComputedStyle(launcherOf(element)).visibility).to.equal('visible');
  });

  it('stays closed when the page vetoes, and then nobody has acted', async () => {
    const element = await pasted();
    element.addEventListener('secure-chat-open', event => {
      event.preventDefault();
    });
    element.show();
    await settled();
    expect(element.open).to.equal(false);
    expect(asked()).to.deep.equal([]);
    expect(localStorage.length).to.equal(0);
  });

  it('toggles', async () => {
    const element = await opened();
    element.toggle();
    expect(element.open).to.equal(false);
    element.toggle();
    expect(element.open).to.equal(true);
  });

  it('fills its box at once when inline, without a launcher', async () => {
    const element = await pasted();
    const done = oneEvent(element, 'secure-chat-opened');
    element.layout = 'inline';
    await done;
    expect(getComputedStyle(launcherOf(element)).display).to.equal('none');
    expect(getComputedStyle(element).position).to.equal('static');
    expect(host?.hasActed).to.equal(false);
  });

  it('hides the launcher for a page that brings its own', async () => {
    const element = await pasted();
    element.hiddenLauncher = true;
    expect(getComputedStyle(launcherOf(element)).display).to.equal('none');
    const done = oneEvent(element, 'secure-chat-opened');
    element.show();
    await done;
  });

  it('shows the page what the app says', async () => {
    const element = await opened();
    host?.setReadOnly({ unread: 2, state: 'online' });
    expect(element.unread).to.equal(2);
    expect(element.state).to.equal('online');
    expect(element.activeRoute).to.equal('none');
  });

  it('stands in the corner the tag wishes, on the other side in right-to-left pages', async () => {
    const element = await pasted();
    const side = (): number => element.getBoundingClientRect().left;
    const end = side();
    element.position = 'bottom-start';
    expect(side()).to.be.lessThan(end);
    document.documentElement.dir = 'rtl';
    expect(side()).to.equal(end);
    document.documentElement.removeAttribute('dir');
    element.style.setProperty('--secure-chat-offset-inline', '64px');
    expect(side()).to.equal(64);
    expect(launcherOf(element).getBoundingClientRect().width).to.equal(60);
    expect(partOf(element, 'error')).to.equal(null);
  });
});
