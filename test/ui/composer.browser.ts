import { expect, fixture, html } from '@open-wc/testing';
import { customerWords, findLanguage, type Language } from '../../src/ui/language.js';
import type { ComposerElement } from '../../src/ui/composer-element.js';
import type { PartRequest, RequestEvent } from '../../src/ui/request-event.js';
import '../../src/visitor/visitor-define.js';
import type { DraftState } from '../../src/chat/model/thread-state.js';
import { draftOf } from '../support/draft.js';
import { deep, press, type } from '../support/deep.js';

interface ComposerFixture {
  readonly composer: ComposerElement;
  readonly field: HTMLTextAreaElement;
  readonly requests: PartRequest[];
}

async function composed(draft: DraftState = draftOf()): Promise<ComposerFixture> {
  const language: Language = await findLanguage(customerWords, 'en');
  const requests: PartRequest[] = [];
  const onRequest = (event: RequestEvent): void => {
    requests.push(event.request);
  };
  const composer = await fixture<ComposerElement>(
    html`<secure-chat-composer
      .language=${language}
      .draft=${draft}
      @request=${onRequest}
    ></secure-chat-composer>`,
  );
  const field = deep(composer, 'textarea');
  if (!(field instanceof HTMLTextAreaElement)) throw new Error('no field');
  return { composer, field, requests };
}

describe('<secure-chat-composer>', () => {
  it('sends by Enter and makes a new line by Shift and Enter', async () => {
    const { field, requests } = await composed();
    type(field, ' Hello ');
    expect(press(field, 'Enter', { shiftKey: true })).to.equal(true);
    expect(press(field, 'Enter')).to.equal(false);
    expect(requests).to.deep.equal([
      { type: 'draft', text: ' Hello ' },
      { type: 'send', text: ' Hello ' },
    ]);
  });

  it('takes the text out of the field in the task of the Enter, so that what is typed on is words of its own', async () => {
    const { field, requests } = await composed();
    for (const word of ['one', 'two', 'three']) {
      type(field, `${field.value}${word}`);
      press(field, 'Enter');
      expect(field.value).to.equal('');
    }
    expect(requests.filter(({ type: kind }) => kind === 'send')).to.deep.equal([
      { type: 'send', text: 'one' },
      { type: 'send', text: 'two' },
      { type: 'send', text: 'three' },
    ]);
  });

  it('leaves the Enter that ends a composition to the composition', async () => {
    const { field, requests } = await composed();
    type(field, 'こんにちは');
    press(field, 'Enter', { isComposing: true });
    press(field, 'Enter', { keyCode: 229 });
    expect(requests.map(request => request.type)).to.deep.equal(['draft']);
  });

  it('sends nothing that is empty or blank', async () => {
    const { composer, field, requests } = await composed();
    press(field, 'Enter');
    type(field, '  \n ');
    press(field, 'Enter');
    await composer.updateComplete;
    expect(requests.filter(request => request.type === 'send')).to.have.length(0);
    expect(deep(composer, 'button').matches(':disabled')).to.equal(true);
  });

  it('sends once when Enter is pressed twice', async () => {
    const { field, requests } = await composed();
    type(field, 'Hello');
    press(field, 'Enter');
    press(field, 'Enter');
    expect(requests.filter(request => request.type === 'send')).to.have.length(1);
  });

  it('shows no sent text again, whatever older draft the model still shows', async () => {
    const { composer, field } = await composed();
    type(field, 'Hello');
    press(field, 'Enter');
    composer.draft = draftOf('Hello');
    await composer.updateComplete;
    expect(field.value).to.equal('');
    field.blur();
    composer.draft = draftOf('Hel');
    await composer.updateComplete;
    expect(field.value).to.equal('');
  });

  it('has what could not be kept come back once, in front of what was typed meanwhile', async () => {
    const { composer, field, requests } = await composed();
    type(field, 'Hello');
    press(field, 'Enter');
    type(field, 'and');
    requests.length = 0;
    composer.draft = { ...draftOf(), returned: [{ id: 'a', text: 'Hello' }] };
    await composer.updateComplete;
    expect(field.value).to.equal('Hello\nand');
    expect(requests).to.deep.equal([{ type: 'draft', text: 'Hello\nand', returned: ['a'] }]);
    composer.draft = { ...draftOf('Hello\nand'), returned: [{ id: 'a', text: 'Hello' }] };
    await composer.updateComplete;
    expect(field.value).to.equal('Hello\nand');
  });

  it('writes into no composition: what comes back waits for its end', async () => {
    const { composer, field } = await composed();
    field.dispatchEvent(new CompositionEvent('compositionstart'));
    type(field, 'に');
    composer.draft = { ...draftOf(), returned: [{ id: 'a', text: 'Hello' }] };
    await composer.updateComplete;
    expect(field.value).to.equal('に');
    field.dispatchEvent(new CompositionEvent('compositionend'));
    expect(field.value).to.equal('Hello\nに');
  });

  it('does not let an old draft overwrite what is being typed', async () => {
    const { composer, field } = await composed();
    type(field, 'Hello');
    composer.draft = draftOf('Hel');
    await composer.updateComplete;
    expect(field.value).to.equal('Hello');
  });

  it('begins anew where it comes to stand for another conversation', async () => {
    const { composer, field } = await composed();
    type(field, 'for one');
    composer.draft = draftOf('for the other', 'another conversation');
    await composer.updateComplete;
    expect(field.value).to.equal('for the other');
  });

  it('shows a draft kept from another page', async () => {
    const { field } = await composed(draftOf('half a sen'));
    expect(field.value).to.equal('half a sen');
  });

  it('has no scrollbar while its lines fit, at any size of the text', async () => {
    const { composer, field } = await composed();
    for (const fontSize of ['13px', '15px', '16px', '18px', '21px']) {
      field.style.fontSize = fontSize;
      for (const text of ['', 'a', 'a\nb']) {
        type(field, text);
        await composer.updateComplete;
        expect(field.scrollHeight, `${fontSize} ${text}`).to.be.at.most(field.clientHeight);
      }
    }
  });

  it('grows with its lines, up to five', async () => {
    const { field } = await composed();
    const height = (): number => field.getBoundingClientRect().height;
    const one = height();
    type(field, 'a\nb\nc');
    const three = height();
    type(field, 'a\n'.repeat(40));
    expect(three).to.be.greaterThan(one + 30);
    expect(height()).to.be.lessThan(three + 70);
  });

  it('says that a text is too long before it is sent, in a measure that is true for every script', async () => {
    const { composer, field, requests } = await composed();
    const status = (): string => deep(composer, '[role=status]').textContent.trim();
    type(field, 'é'.repeat(8_192));
    await composer.updateComplete;
    expect(status()).to.equal('This is almost as long as a message can be.');
    type(field, `${'é'.repeat(8_192)}!`);
    await composer.updateComplete;
    expect(status()).to.contain('About 1% of this is too much.');
    // As many characters in each, and more bytes: half of one fits, and a third of the other.
    type(field, 'é'.repeat(16_384));
    await composer.updateComplete;
    expect(status()).to.contain('About 50% of this');
    type(field, '한'.repeat(16_384));
    await composer.updateComplete;
    expect(status()).to.contain('About 67% of this');
    expect(field.getAttribute('aria-invalid')).to.equal('true');
    press(field, 'Enter');
    expect(requests.filter(request => request.type === 'send')).to.have.length(0);
  });

  it('keeps the focus in the field after a click on the button', async () => {
    const { composer, field } = await composed();
    type(field, 'Hello');
    await composer.updateComplete;
    deep(composer, 'button').click();
    expect(composer.shadowRoot?.activeElement).to.equal(field);
  });
});
