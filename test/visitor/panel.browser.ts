import { expect, fixtureCleanup, waitUntil } from '@open-wc/testing';
import { button, deep, deepAll, focused, press, shownText, type } from '../support/deep.js';
import { text, visitorStates } from '../support/gallery/visitor-fixtures.js';
import { drawn, field, openMenu, panelIn, publish } from './harness.js';

describe('<secure-chat-panel>', () => {
  it('says who answers, that it is certain, and who can read', async () => {
    const { panel } = await panelIn();
    const shown = shownText(panel);
    expect(shown).to.contain('Amina at Juniper');
    expect(shown).to.contain('Verified');
    expect(shown).to.contain('Only you and Juniper can read this. No other company is in between.');
  });

  it('says one name where the page gives the business’s own', async () => {
    const { panel } = await panelIn({ isVerified: false, agent: '' }, { agentName: 'Juniper' });
    expect(deep(panel, '[part~=title]').textContent).to.equal('Juniper');
  });

  it('never says verified before it is', async () => {
    const { panel } = await panelIn({ isVerified: false, agent: '' }, { agentName: 'Amina' });
    expect(shownText(panel)).not.to.contain('Verified');
  });

  it('moves the focus to the field when opened', async () => {
    const { panel } = await panelIn();
    panel.focus();
    await waitUntil(() => focused() === field(panel));
  });

  it('asks to be closed by Escape and by its button, and only where it floats', async () => {
    const { panel, model } = await panelIn();
    press(field(panel), 'Escape');
    button(panel, 'Close').click();
    expect(model.requests.filter(({ type }) => type === 'close')).to.have.length(2);
    const inline = await panelIn({}, { layout: 'inline' });
    press(field(inline.panel), 'Escape');
    expect(inline.model.requests.filter(({ type }) => type === 'close')).to.have.length(0);
    expect(deepAll(inline.panel, '[part~=close-button]')).to.have.length(0);
  });

  it('stops listening to its model when it leaves the page, and listens again after', async () => {
    const { panel, model } = await panelIn();
    expect(model.listenerCount).to.equal(1);
    panel.remove();
    expect(model.listenerCount).to.equal(0);
    document.body.append(panel);
    expect(model.listenerCount).to.equal(1);
    await publish({ panel, model }, { agent: 'Tom' });
    expect(shownText(panel)).to.contain('Tom at Juniper');
    panel.remove();
    fixtureCleanup();
  });

  it('opens its menu by the keyboard, walks in it and gives the focus back', async () => {
    const { panel } = await panelIn();
    await openMenu(panel);
    const [first, second] = deepAll(panel, '[role=menuitem]');
    await waitUntil(() => focused() === first);
    if (first) press(first, 'ArrowDown');
    expect(focused()).to.equal(second);
    await expect(panel).to.be.accessible();
    if (second) press(second, 'Escape');
    await drawn(panel);
    expect(deepAll(panel, '[role=menu]')).to.have.length(0);
    expect(focused()).to.equal(deep(panel, '[part~=menu-button]'));
  });

  it('does not close with the Escape that closes its menu or a dialog', async () => {
    const { panel, model } = await panelIn();
    await openMenu(panel);
    button(panel, 'Safety number').click();
    await waitUntil(() => deepAll(panel, 'dialog[open]').length === 1);
    press(deep(panel, 'dialog button'), 'Escape');
    expect(model.requests.filter(({ type }) => type === 'close')).to.have.length(0);
  });

  it('shows both safety numbers in an accessible dialog', async () => {
    const { panel } = await panelIn();
    await openMenu(panel);
    button(panel, 'Safety number').click();
    await waitUntil(() => deepAll(panel, 'dialog[open]').length === 1);
    const shown = shownText(panel);
    expect(shown).to.contain('48213 90417 66102 13388 20954 77310');
    expect(shown).to.contain('10293 84756 56473 82910 19283 74650');
    await expect(panel).to.be.accessible();
  });

  it('shows what is shared and switches it off', async () => {
    const { panel, model } = await panelIn();
    await openMenu(panel);
    button(panel, 'What is shared with Juniper').click();
    await waitUntil(() => deepAll(panel, 'dialog[open]').length === 1);
    expect(shownText(panel)).to.contain('https://juniper.example/shelves/oak');
    button(panel, 'Don’t share').click();
    expect(model.requests).to.deep.include({ type: 'share-context', on: false });
  });

  it('erases only after it was asked once more', async () => {
    const { panel, model } = await panelIn();
    await openMenu(panel);
    button(panel, 'Erase this conversation').click();
    await waitUntil(() => deepAll(panel, 'dialog[open]').length === 1);
    expect(model.requests.map(({ type }) => type)).not.to.contain('erase');
    button(panel, 'Erase').click();
    expect(model.requests.map(({ type }) => type)).to.contain('erase');
  });

  it('gives the focus back to the menu’s button when a question is left by its own button', async () => {
    const { panel } = await panelIn();
    await openMenu(panel);
    button(panel, 'Erase this conversation').click();
    await waitUntil(() => deepAll(panel, 'dialog[open]').length === 1);
    button(panel, 'Cancel').click();
    await drawn(panel);
    expect(focused()).to.equal(deep(panel, '[part~=menu-button]'));
  });

  it('keeps the focus when the button that had it goes away', async () => {
    const { panel, model } = await panelIn({ consent: 'We keep what you write for 90 days.' });
    button(panel, 'Agree and write').focus();
    await publish({ panel, model }, { consent: '' });
    await waitUntil(() => focused() === field(panel));
  });

  it('lets one write again after everything was erased', async () => {
    const { panel, model } = await panelIn(visitorStates.erased);
    await waitUntil(() => shownText(panel).includes('This conversation is erased'));
    button(panel, 'Write again').click();
    expect(model.requests).to.deep.include({ type: 'retry' });
  });

  it('says in the same plain words which way messages go', async () => {
    const { panel, model } = await panelIn({ route: 'relay' });
    const route = (): string | null => deep(panel, '[part~=route]').textContent;
    expect(route()).to.contain('Through Juniper’s own server, sealed end to end');
    await publish({ panel, model }, { route: 'direct' });
    expect(route()).to.contain('Direct connection, sealed end to end');
    await publish({ panel, model }, { route: 'none', connection: 'offline' });
    expect(route()).to.contain('Reconnecting');
  });

  it('saves a copy', async () => {
    const { panel, model } = await panelIn();
    await openMenu(panel);
    button(panel, 'Save a copy').click();
    expect(model.requests).to.deep.include({ type: 'save-copy' });
  });

  it('makes links of addresses in what somebody else sent', async () => {
    const { panel } = await panelIn(visitorStates.talk);
    await waitUntil(() => deepAll(panel, '.bubble a').length === 1);
    expect(deep(panel, '.bubble a').textContent).to.equal('https://juniper.example/shelves/oak-120');
  });

  it('lets nobody write before they agreed', async () => {
    const { panel, model } = await panelIn({ consent: 'We keep what you write for 90 days.' });
    expect(deepAll(panel, 'textarea')).to.have.length(0);
    button(panel, 'Agree and write').click();
    expect(model.requests).to.deep.include({ type: 'agree' });
    await publish({ panel, model }, { consent: '' });
    expect(deepAll(panel, 'textarea')).to.have.length(1);
  });

  it('links to a consent that is an address', async () => {
    const { panel } = await panelIn({ consent: 'https://juniper.example/privacy' });
    expect(deep(panel, '.footer a').getAttribute('href')).to.equal('https://juniper.example/privacy');
  });

  it('says what is kept and what happens next when the connection is lost, and keeps the field usable', async () => {
    const { panel, model } = await panelIn(visitorStates.offline);
    const shown = shownText(panel);
    expect(shown).to.contain('Connection lost.');
    expect(shown).to.contain('Your words are kept');
    expect(shown).to.contain('node-unreachable');
    expect(shown).to.contain('Waiting to be sent');
    button(panel, 'Try now').click();
    type(field(panel), 'still here');
    press(field(panel), 'Enter');
    expect(model.requests).to.deep.include({ type: 'retry' });
    expect(model.requests).to.deep.include({ type: 'send', text: 'still here' });
  });

  it('says in words, with a link, why it cannot open', async () => {
    const { panel } = await panelIn(visitorStates.failed);
    await waitUntil(() => shownText(panel).includes('This page has no secure connection.'));
    expect(deep(panel, 'a.main').getAttribute('href')).to.equal('https://chat.juniper.example/chat');
  });

  it('speaks Arabic from right to left', async () => {
    const { panel } = await panelIn(visitorStates.arabic, { lang: 'ar-EG' });
    const section = deep(panel, 'section');
    expect(section.dir).to.equal('rtl');
    expect(shownText(panel)).to.contain('هوية مؤكدة');
    const own = deep(panel, '.message.own .bubble').getBoundingClientRect();
    const box = section.getBoundingClientRect();
    expect(own.left - box.left).to.be.lessThan(box.right - own.right);
  });

  it('lets a page reach every part under its flat name', async () => {
    const { panel } = await panelIn(visitorStates.talk);
    const style = document.createElement('style');
    style.textContent = ['bubble', 'input', 'send-button', 'title', 'time', 'thread']
      .map(part => `secure-chat-panel::part(${part}){outline:7px solid red}`)
      .join('');
    document.head.append(style);
    for (const part of ['bubble', 'input', 'send-button', 'title', 'time', 'thread'])
      expect(getComputedStyle(deep(panel, `[part~=${part}]`)).outlineWidth, part).to.equal('7px');
    style.remove();
  });

  it('keeps every control at least 44 pixels large', async () => {
    const { panel } = await panelIn(visitorStates.talk);
    for (const control of deepAll(panel, 'button:not(.link), textarea')) {
      const { width, height } = control.getBoundingClientRect();
      expect(Math.min(width, height), control.className).to.be.at.least(44);
    }
  });

  it('takes a brand by one property', async () => {
    const { panel } = await panelIn({ items: [text('1', 'Hello', 1)] });
    panel.style.setProperty('--secure-chat-accent', 'rgb(120, 20, 140)');
    expect(getComputedStyle(deep(panel, '.own .bubble')).backgroundColor).to.equal('rgb(120, 20, 140)');
    expect(getComputedStyle(deep(panel, '.status.verified')).color).not.to.equal('rgb(11, 90, 66)');
  });
});
