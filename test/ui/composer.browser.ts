import { expect, fixture, html } from '@open-wc/testing';
import { customerWords, findLanguage, type Language } from '../../src/ui/language.js';
import type { ComposerElement } from '../../src/ui/composer-element.js';
import type { PartRequest, RequestEvent } from '../../src/ui/request-event.js';
import '../../src/visitor/visitor-define.js';
import { deep, press, type } from '../support/deep.js';

interface ComposerFixture {
  readonly composer: ComposerElement;
  readonly field: HTMLTextAreaElement;
  readonly requests: PartRequest[];
}

async function composed(draft = ''): Promise<ComposerFixture> {
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
    const { composer, field, requests } = await composed();
    type(field, ' Hello ');
    composer.draft = ' Hello ';
    expect(press(field, 'Enter', { shiftKey: true })).to.equal(true);
    expect(press(field, 'Enter')).to.equal(false);
    expect(requests).to.deep.equal([
      { type: 'draft', text: ' Hello ' },
      { type: 'send', text: 'Hello' },
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

  it('does not send twice when Enter is pressed twice before the model has taken the text', async () => {
    const { field, requests } = await composed();
    type(field, 'Hello');
    press(field, 'Enter');
    press(field, 'Enter');
    expect(requests.filter(request => request.type === 'send')).to.have.length(1);
  });

  it('is empty once the model has taken the text, also after the model had lost its draft', async () => {
    const { composer, field, requests } = await composed();
    type(field, 'Hello');
    requests.length = 0;
    press(field, 'Enter');
    expect(requests).to.deep.equal([
      { type: 'draft', text: 'Hello' },
      { type: 'send', text: 'Hello' },
    ]);
    composer.draft = 'Hello';
    await composer.updateComplete;
    composer.draft = '';
    await composer.updateComplete;
    expect(field.value).to.equal('');
  });

  it('keeps the text until the model has taken it, then keeps only what was typed after', async () => {
    const { composer, field } = await composed();
    type(field, 'Hello');
    composer.draft = 'Hello';
    await composer.updateComplete;
    press(field, 'Enter');
    expect(field.value).to.equal('Hello');
    type(field, 'Hello and');
    composer.draft = '';
    await composer.updateComplete;
    expect(field.value).to.equal(' and');
  });

  it('does not let an old draft overwrite what is being typed', async () => {
    const { composer, field } = await composed();
    type(field, 'Hello');
    composer.draft = 'Hel';
    await composer.updateComplete;
    expect(field.value).to.equal('Hello');
  });

  it('shows a draft kept from another page', async () => {
    const { field } = await composed('half a sen');
    expect(field.value).to.equal('half a sen');
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
