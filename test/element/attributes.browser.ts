import { expect, fixture, html } from '@open-wc/testing';
import { attributeNames, propertyName } from '../../src/element/attributes.js';
import { SecureChatElement } from '../../src/element/secure-chat-element.js';
import { business, pasted, reset } from './harness.js';

describe('<secure-chat> attributes', () => {
  beforeEach(reset);

  it('have a property each that writes them', async () => {
    const element = await pasted();
    for (const name of attributeNames) {
      const property = propertyName(name);
      expect(property in element, property).to.equal(true);
      const before: unknown = Reflect.get(element, property);
      Reflect.set(element, property, typeof before === 'boolean' ? !before : 'rtl');
      expect(element.hasAttribute(name), name).to.equal(true);
    }
  });

  it('fall back to the default for a word outside a closed choice', async () => {
    const element = await pasted();
    element.setAttribute('route', 'pigeon');
    expect(element.route).to.equal('auto');
    element.route = 'relay';
    expect(element.getAttribute('route')).to.equal('relay');
    expect(element.route).to.equal('relay');
  });

  it('go away when a property is given null or false', async () => {
    const element = await pasted();
    element.hiddenLauncher = true;
    expect(element.getAttribute('hidden-launcher')).to.equal('');
    element.hiddenLauncher = false;
    expect(element.hasAttribute('hidden-launcher')).to.equal(false);
    element.greeting = 'Hello';
    Reflect.set(element, 'greeting', null);
    expect(element.hasAttribute('greeting')).to.equal(false);
    expect(element.greeting).to.equal('');
  });

  it('take over properties that were set before the class was there', async () => {
    class LateElement extends SecureChatElement {}
    const element = document.createElement('secure-chat-late');
    Object.assign(element, { business, agentName: 'Amina' });
    customElements.define('secure-chat-late', LateElement);
    (await fixture(html`<div></div>`)).append(element);
    expect(element.getAttribute('business')).to.equal(business);
    expect(element.getAttribute('agent-name')).to.equal('Amina');
    expect(Object.hasOwn(element, 'agentName')).to.equal(false);
  });

  it('never show a token that identify was given', async () => {
    const element = await pasted();
    element.identify('secret.token');
    expect([...element.attributes].map(({ value }) => value)).to.deep.equal([business]);
    expect(element.identityToken).to.equal('');
  });

  it('cannot be used to write what only the app knows', async () => {
    const element = await pasted();
    expect(Reflect.set(element, 'unread', 7)).to.equal(false);
    expect(element.unread).to.equal(0);
    expect(element.state).to.equal('waiting');
    expect(element.activeRoute).to.equal('none');
    expect(element.safetyNumber).to.equal('');
    expect(element.agent).to.equal('');
  });
});
