import { expect, fixture, html } from '@open-wc/testing';
import { deep, deepAll, press, type } from '../support/deep.js';
import { deskStates } from '../support/gallery/desk-fixtures.js';
import { asked, drawn as deskDrawn, openDesk } from '../desk/harness.js';
import { drawn, field, openMenu, panelIn } from '../visitor/harness.js';

/** How the Escape that drops a word is told: as of the composition, or by the old code alone. */
const dropping = [{ isComposing: true }, { keyCode: 229 }] as const;

for (const options of dropping)
  describe(`an Escape of an input method, told by ${Object.keys(options).join()}`, () => {
    it('does not close the panel', async () => {
      const { panel, model } = await panelIn();
      press(field(panel), 'Escape', options);
      expect(model.requests.filter(request => request.type === 'close')).to.have.length(0);
      press(field(panel), 'Escape');
      expect(model.requests.filter(request => request.type === 'close')).to.have.length(1);
    });

    it('does not close a menu, nor the panel around it', async () => {
      const { panel, model } = await panelIn();
      await openMenu(panel);
      press(deep(panel, '[role=menuitem]'), 'Escape', options);
      await drawn(panel);
      expect(deepAll(panel, 'secure-chat-menu')).to.have.length(1);
      expect(model.requests.filter(request => request.type === 'close')).to.have.length(0);
      press(deep(panel, '[role=menuitem]'), 'Escape');
      await drawn(panel);
      expect(deepAll(panel, 'secure-chat-menu')).to.have.length(0);
    });

    it('is taken from the browser, which would close a dialog, and from the view around it', async () => {
      let heard = 0;
      const dialog = await fixture(
        html`<secure-chat-dialog
          heading="Details"
          @keydown=${() => {
            heard++;
          }}
          ><input
        /></secure-chat-dialog>`,
      );
      const input = deep(document.body, 'secure-chat-dialog input');
      expect(press(input, 'Escape', options)).to.equal(false);
      expect(press(input, 'Escape')).to.equal(true);
      expect(press(input, 'a', options)).to.equal(true);
      expect(deepAll(dialog, 'dialog[open]')).to.have.length(1);
      expect(heard).to.equal(0);
    });

    it('does not leave a conversation at the desk', async () => {
      const fixture = await openDesk({ thread: deskStates.talk.thread });
      const composer = deep(fixture.desk, 'textarea');
      press(composer, 'Escape', options);
      expect(asked(fixture)).to.have.length(0);
      press(composer, 'Escape');
      expect(asked(fixture)).to.deep.equal([{ type: 'select', conversation: undefined }]);
    });

    it('does not clear the search of the desk', async () => {
      const fixture = await openDesk();
      const search = deep(fixture.desk, '[type=search]');
      type(search, 'らんぷ');
      press(search, 'Escape', options);
      await deskDrawn(fixture.desk);
      expect(search).to.have.property('value', 'らんぷ');
      expect(asked(fixture)).to.deep.equal([{ type: 'search', text: 'らんぷ' }]);
    });
  });
