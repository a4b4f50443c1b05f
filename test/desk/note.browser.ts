import { expect } from '@open-wc/testing';
import { deep, press, type } from '../support/deep.js';
import { deskStates } from '../support/gallery/desk-fixtures.js';
import type { DeskFixture } from './harness.js';
import { asked, openDesk, publish } from './harness.js';

const { thread } = deskStates.talk;
const colleague = deskStates.colleague.thread;

function noteOf({ desk }: DeskFixture): HTMLTextAreaElement {
  const field = deep(desk, '[part=note]');
  if (field instanceof HTMLTextAreaElement) return field;
  throw new Error('no field');
}

/** An agent who has the details of a conversation open, and types a note. */
async function typing(text: string): Promise<DeskFixture> {
  const fixture = await openDesk({ thread });
  deep(fixture.desk, '.details').click();
  await publish(fixture, {});
  type(noteOf(fixture), text);
  return fixture;
}

const saved = { type: 'note', conversation: 'mira', text: 'Likes oak.' };

describe('<secure-chat-note>', () => {
  it('saves what is typed for its own conversation, when another comes into view', async () => {
    const fixture = await typing('Likes oak. ');
    await publish(fixture, { thread: colleague });
    expect(asked(fixture)).to.deep.equal([saved]);
    expect(noteOf(fixture).value).to.equal(colleague.note);
  });

  it('saves what is typed when the pane goes away', async () => {
    const fixture = await typing('Likes oak.');
    await publish(fixture, { thread: undefined });
    expect(asked(fixture)).to.deep.equal([saved]);
  });

  it('saves on leaving the field, and no second time', async () => {
    const fixture = await typing('Likes oak.');
    noteOf(fixture).dispatchEvent(new Event('change', { bubbles: true }));
    await publish(fixture, { thread: { ...thread, note: 'Likes oak.' } });
    await publish(fixture, { thread: undefined });
    expect(asked(fixture)).to.deep.equal([saved]);
  });

  it('asks again on going away where what it asked for was not kept', async () => {
    const fixture = await typing('Likes oak.');
    noteOf(fixture).dispatchEvent(new Event('change', { bubbles: true }));
    await publish(fixture, { thread: undefined });
    expect(asked(fixture)).to.deep.equal([saved, saved]);
  });

  it('asks for nothing where nothing was typed', async () => {
    const fixture = await openDesk({ thread });
    deep(fixture.desk, '.details').click();
    await publish(fixture, {});
    noteOf(fixture).focus();
    press(noteOf(fixture), 'a');
    await publish(fixture, { thread: undefined });
    expect(asked(fixture)).to.have.length(0);
  });

  it('lets neither a redraw nor another window write over what is being typed', async () => {
    const fixture = await typing('Likes oak.');
    await publish(fixture, { thread: { ...thread, typing: '' } });
    await publish(fixture, { thread: { ...thread, note: 'From another window' } });
    await publish(fixture, { thread: { ...thread, note: thread.note } });
    expect(noteOf(fixture).value).to.equal('Likes oak.');
  });

  it('keeps what it asked to save while older snapshots are drawn, and follows the next note', async () => {
    const fixture = await typing('Likes oak.');
    noteOf(fixture).dispatchEvent(new Event('change', { bubbles: true }));
    await publish(fixture, { thread: { ...thread, typing: '' } });
    expect(noteOf(fixture).value).to.equal('Likes oak.');
    await publish(fixture, { thread: { ...thread, note: 'From another window' } });
    expect(noteOf(fixture).value).to.equal('From another window');
  });

  it('takes the note of another window while nobody types', async () => {
    const fixture = await openDesk({ thread });
    deep(fixture.desk, '.details').click();
    await publish(fixture, { thread: { ...thread, note: 'From another window' } });
    expect(noteOf(fixture).value).to.equal('From another window');
  });
});
