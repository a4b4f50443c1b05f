import { expect, waitUntil } from '@open-wc/testing';
import { button, deep, deepAll, focused, press, shownText, type } from '../support/deep.js';
import { deskStates } from '../support/gallery/desk-fixtures.js';
import { asked, drawn, openDesk, publish } from './harness.js';
import { draftOf } from '../support/draft.js';

const thread = deskStates.talk.thread;

describe('<secure-chat-inbox>', () => {
  it('lists who waits first, with minutes, then one’s own, then colleagues’', async () => {
    const { desk } = await openDesk();
    const shown = shownText(desk);
    expect(deepAll(desk, 'h2 span:first-child').map(title => title.textContent)).to.deep.equal([
      'Waiting for the team',
      'Yours',
      'With colleagues',
    ]);
    expect(deepAll(desk, '.wait [aria-hidden]').map(wait => wait.textContent)).to.deep.equal([
      '4 min',
      '1 min',
    ]);
    expect(shown).to.match(/\w+ \w+ \d\d\s+Lamp Bø · Is this one dimmable/);
    expect(shown).to.contain('You: The invoice is attached.');
    expect(shown).to.contain('Tom: We can deliver on Monday.');
  });

  it('opens a conversation by click and puts the focus into its field', async () => {
    const fixture = await openDesk();
    deepAll(fixture.desk, '.row')[2]?.click();
    expect(asked(fixture)).to.deep.equal([{ type: 'select', conversation: 'mira' }]);
    await publish(fixture, { thread });
    await waitUntil(() => focused() === deep(fixture.desk, 'secure-chat-composer').shadowRoot?.activeElement);
    expect(focused()?.localName).to.equal('textarea');
  });

  it('goes through the list by arrows and by j and k', async () => {
    const { desk } = await openDesk();
    const rows = deepAll(desk, '.row');
    const main = deep(desk, 'main');
    press(main, 'j');
    expect(focused()).to.equal(rows[0]);
    press(rows[0] ?? main, 'ArrowDown');
    press(rows[1] ?? main, 'j');
    expect(focused()).to.equal(rows[2]);
    press(rows[2] ?? main, 'k');
    press(rows[1] ?? main, 'ArrowUp');
    press(rows[0] ?? main, 'ArrowUp');
    expect(focused()).to.equal(rows[0]);
  });

  it('searches by /, and clears by Escape', async () => {
    const fixture = await openDesk();
    press(deep(fixture.desk, 'main'), '/');
    const field = deep(fixture.desk, '[type=search]');
    expect(focused()).to.equal(field);
    type(field, 'lamp');
    press(field, 'Escape');
    expect(asked(fixture)).to.deep.equal([
      { type: 'search', text: 'lamp' },
      { type: 'search', text: '' },
    ]);
  });

  it('has a key for each action, and none while one writes', async () => {
    const fixture = await openDesk({ thread: deskStates.waitingThread.thread });
    const main = deep(fixture.desk, 'main');
    for (const key of ['n', 't', 'a', 's']) press(main, key);
    press(deep(fixture.desk, 'secure-chat-composer').shadowRoot?.querySelector('textarea') ?? main, 'a');
    press(main, 'a', { ctrlKey: true });
    expect(asked(fixture)).to.deep.equal([
      { type: 'select', conversation: 'cart' },
      { type: 'claim', conversation: deskStates.waitingThread.thread.id },
      { type: 'available', on: false },
      { type: 'sound', on: false },
    ]);
  });

  it('ends, locks and opens its menu by keys, wherever the focus is', async () => {
    const { desk } = await openDesk({ thread });
    for (const [key, name] of [
      ['e', 'End conversation'],
      ['l', 'Lock the desk'],
    ] as const) {
      press(document.body, key);
      await drawn(desk);
      expect(deep(desk, 'secure-chat-dialog .main').textContent.trim()).to.equal(name);
      button(desk, 'Cancel').click();
      await drawn(desk);
    }
    press(document.body, 'm');
    await drawn(desk);
    expect(focused()?.textContent).to.contain('Turn the sound off');
  });

  it('ends by key only what is one’s own', async () => {
    const { desk } = await openDesk({ thread: deskStates.colleague.thread });
    press(document.body, 'e');
    await drawn(desk);
    expect(deepAll(desk, 'secure-chat-dialog')).to.have.length(0);
  });

  it('says in the same plain words which way messages go', async () => {
    const fixture = await openDesk({ thread: { ...thread, route: 'direct' } });
    const way = (): string | null => deep(fixture.desk, '.way').textContent;
    expect(way()).to.contain('Direct connection, sealed end to end');
    await publish(fixture, { thread: { ...thread, route: 'relay' } });
    expect(way()).to.contain('Through your own server, sealed end to end');
    await publish(fixture, { connection: 'offline' });
    expect(way()).to.contain('Reconnecting');
  });

  it('does not say that nobody waits while a search hides who does', async () => {
    const { desk } = await openDesk(deskStates.noMatch);
    expect(shownText(desk)).not.to.contain('Nobody is waiting');
  });

  it('goes back to the list by Escape, with the focus on the row', async () => {
    const fixture = await openDesk({ thread });
    const field = deep(fixture.desk, 'secure-chat-composer').shadowRoot?.querySelector('textarea');
    if (field) press(field, 'Escape');
    expect(asked(fixture)).to.deep.equal([{ type: 'select', conversation: undefined }]);
    expect(focused()?.textContent).to.contain('Mira K.');
  });

  it('shows its keys by ?', async () => {
    const { desk } = await openDesk();
    press(deep(desk, 'main'), '?');
    await drawn(desk);
    expect(deepAll(desk, 'dialog[open]')).to.have.length(1);
    expect(shownText(desk)).to.contain('Answer who waits longest');
    await expect(desk).to.be.accessible();
  });

  it('takes a waiting conversation, and one of a colleague', async () => {
    const fixture = await openDesk({ thread: deskStates.waitingThread.thread });
    button(fixture.desk, 'Answer').click();
    await publish(fixture, { thread: deskStates.colleague.thread });
    button(fixture.desk, 'Take over').click();
    expect(asked(fixture)).to.deep.equal([
      { type: 'claim', conversation: deskStates.waitingThread.thread.id },
      { type: 'claim', conversation: deskStates.colleague.thread.id },
    ]);
  });

  it('ends a conversation only after it was asked once more', async () => {
    const fixture = await openDesk({ thread });
    button(fixture.desk, 'Menu').click();
    await drawn(fixture.desk);
    button(fixture.desk, 'End conversation').click();
    await drawn(fixture.desk);
    expect(asked(fixture)).to.have.length(0);
    deep(fixture.desk, 'secure-chat-dialog .main').click();
    expect(asked(fixture)).to.deep.equal([{ type: 'end', conversation: thread.id }]);
  });

  it('keeps a note for the team', async () => {
    const fixture = await openDesk({ thread });
    button(fixture.desk, 'Details').click();
    await drawn(fixture.desk);
    const note = deep(fixture.desk, '[part=note]');
    type(note, 'Likes oak. ');
    note.dispatchEvent(new Event('change', { bubbles: true }));
    expect(asked(fixture)).to.deep.equal([{ type: 'note', conversation: thread.id, text: 'Likes oak.' }]);
  });

  it('gives each conversation a field of its own', async () => {
    const fixture = await openDesk({ thread: { ...thread, draft: draftOf('for Mira') } });
    const field = (): HTMLTextAreaElement | null | undefined =>
      deep(fixture.desk, 'secure-chat-composer').shadowRoot?.querySelector('textarea');
    field()?.focus();
    expect(field()?.value).to.equal('for Mira');
    await publish(fixture, { thread: { ...deskStates.colleague.thread, draft: draftOf() } });
    expect(field()?.value).to.equal('');
  });

  it('locks the desk and removes it from its menu, each after a question', async () => {
    const fixture = await openDesk();
    for (const [name, action] of [
      ['Lock the desk', 'Lock the desk'],
      ['Remove from this browser', 'Remove'],
    ] as const) {
      deep(fixture.desk, '.face').click();
      await drawn(fixture.desk);
      button(fixture.desk, name).click();
      await drawn(fixture.desk);
      expect(deep(fixture.desk, 'secure-chat-dialog .main').textContent.trim()).to.equal(action);
      deep(fixture.desk, 'secure-chat-dialog .main').click();
      await drawn(fixture.desk);
    }
    expect(asked(fixture)).to.deep.equal([
      { type: 'sign-out', erase: false },
      { type: 'sign-out', erase: true },
    ]);
  });

  it('offers notifications where they are off, and only there', async () => {
    const fixture = await openDesk({ notifications: 'off' });
    button(fixture.desk, 'Turn on').click();
    expect(asked(fixture)).to.deep.equal([{ type: 'notifications' }]);
    await publish(fixture, { notifications: 'on' });
    expect(shownText(fixture.desk)).not.to.contain('Be told of new messages');
  });

  it('copies the tag, or says how', async () => {
    const fixture = await openDesk({ rows: [] });
    button(fixture.desk, 'Copy').click();
    const status = deep(fixture.desk, 'secure-chat-tag').shadowRoot?.querySelector('[role=status]');
    await waitUntil(() => /^(Copied|Select the text and copy it by hand\.)$/.test(status?.textContent ?? ''));
    expect(deep(fixture.desk, 'pre').textContent).to.equal(deskStates.firstRun.tag);
  });

  it('tells error, and in time that the card ends', async () => {
    const fixture = await openDesk(deskStates.offline);
    expect(shownText(fixture.desk)).to.contain('node-unreachable');
    button(fixture.desk, 'Try now').click();
    expect(asked(fixture)).to.deep.equal([{ type: 'retry' }]);
    await publish(fixture, { error: undefined, connection: 'online', cardEndsInDays: 12 });
    expect(shownText(fixture.desk)).to.contain('Your business card ends in 12 days.');
  });
});
