import { expect, waitUntil } from '@open-wc/testing';
import { button, deep, deepAll, focused, shownText, type } from '../support/deep.js';
import { deskStates } from '../support/gallery/desk-fixtures.js';
import { asked, deskIn, drawn } from './harness.js';

describe('<secure-chat-desk> before it is open', () => {
  it('sets up a business', async () => {
    const fixture = await deskIn(deskStates.setUp);
    type(deep(fixture.desk, '[name=business]'), ' Juniper ');
    type(deep(fixture.desk, '[name=member]'), 'Amina');
    type(deep(fixture.desk, '[name=passphrase]'), 'apple river stone cloud');
    button(fixture.desk, 'Set up').click();
    expect(asked(fixture)).to.deep.equal([
      { type: 'set-up', businessName: 'Juniper', memberName: 'Amina', passphrase: 'apple river stone cloud' },
    ]);
  });

  it('advises on the passphrase, and takes none that is too short', async () => {
    const fixture = await deskIn(deskStates.restoreWithCode);
    const field = deep(fixture.desk, '[name=passphrase]');
    type(deep(fixture.desk, '[name=member]'), 'Amina');
    type(field, 'short');
    await drawn(fixture.desk);
    expect(deep(fixture.desk, '#advice').textContent).to.equal('Too short: ten characters at least.');
    button(fixture.desk, 'Restore').click();
    await drawn(fixture.desk);
    expect(asked(fixture)).to.have.length(0);
    expect(shownText(fixture.desk)).to.contain('passphrase-weak');
    expect(focused()).to.equal(field);
    await expect(fixture.desk).to.be.accessible();
  });

  it('asks for no code that came with the link', async () => {
    const fixture = await deskIn(deskStates.restoreWithCode);
    expect(deepAll(fixture.desk, '[name=code]')).to.have.length(0);
    type(deep(fixture.desk, '[name=member]'), 'Amina');
    type(deep(fixture.desk, '[name=passphrase]'), 'apple river stone cloud');
    button(fixture.desk, 'Restore').click();
    expect(asked(fixture)).to.deep.equal([
      { type: 'restore', code: '', memberName: 'Amina', passphrase: 'apple river stone cloud' },
    ]);
  });

  it('restores with words as they were written down', async () => {
    const fixture = await deskIn(deskStates.noLink);
    button(fixture.desk, 'I have a recovery code').click();
    await drawn(fixture.desk);
    type(deep(fixture.desk, '[name=code]'), ' apple  river\nstone ');
    type(deep(fixture.desk, '[name=member]'), 'Amina');
    type(deep(fixture.desk, '[name=passphrase]'), 'apple river stone cloud');
    button(fixture.desk, 'Restore').click();
    expect(asked(fixture)).to.deep.include({
      type: 'restore',
      code: 'apple river stone',
      memberName: 'Amina',
      passphrase: 'apple river stone cloud',
    });
  });

  it('lets nobody past the recovery code who has not looked at it', async () => {
    const fixture = await deskIn(deskStates.recovery);
    const label = deep(fixture.desk, 'form label').textContent;
    const position = Number(/\d+/.exec(label)?.[0]);
    type(deep(fixture.desk, '[name=word]'), 'zebra');
    button(fixture.desk, 'I have kept it').click();
    await drawn(fixture.desk);
    expect(asked(fixture)).to.have.length(0);
    expect(shownText(fixture.desk)).to.contain('That is another word.');
    type(
      deep(fixture.desk, '[name=word]'),
      ` ${deskStates.recovery.words[position - 1]?.toUpperCase() ?? ''} `,
    );
    button(fixture.desk, 'I have kept it').click();
    expect(asked(fixture)).to.deep.equal([{ type: 'recovery-kept' }]);
  });

  it('draws the recovery code as a QR code, dark on light in the dark too', async () => {
    const { desk } = await deskIn(deskStates.recovery, { theme: 'dark' });
    await waitUntil(() => deepAll(desk, '.qr').length > 0);
    const code = deep(desk, '.qr');
    expect(code.querySelector('path')?.getAttribute('d')).to.match(/^M2 2h1v1h-1z/);
    expect(getComputedStyle(code).backgroundColor).to.equal('rgb(255, 255, 255)');
    expect(getComputedStyle(code).fill).to.equal('rgb(0, 0, 0)');
  });

  it('unlocks by the passphrase, with the focus in its field', async () => {
    const fixture = await deskIn(deskStates.locked);
    const field = deep(fixture.desk, '[name=passphrase]');
    await waitUntil(() => focused() === field);
    type(field, 'apple river stone cloud');
    button(fixture.desk, 'Unlock').click();
    expect(asked(fixture)).to.deep.equal([{ type: 'unlock', passphrase: 'apple river stone cloud' }]);
  });

  it('removes a forgotten desk only after it was asked once more', async () => {
    const fixture = await deskIn(deskStates.locked);
    button(fixture.desk, 'Remove from this browser').click();
    await drawn(fixture.desk);
    expect(asked(fixture)).to.have.length(0);
    button(fixture.desk, 'Remove').click();
    expect(asked(fixture)).to.deep.equal([{ type: 'sign-out', erase: true }]);
  });
});
