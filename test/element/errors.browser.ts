import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import type { SecureChatElement } from '../../src/element/secure-chat-element.js';
import { business, launcherOf, partOf, pasted, reset, settled } from './harness.js';

describe('<secure-chat> errors', () => {
  beforeEach(reset);

  it('name a missing business at once and link to the node, which knows it', async () => {
    const element = document.createElement('secure-chat');
    const failed = oneEvent(element, 'secure-chat-error') as Promise<unknown>;
    document.body.append(element);
    expect(await failed).to.include({ code: 'business-missing' });
    const box = partOf(element, 'error');
    expect(box?.textContent).to.contain('business-missing');
    expect(box?.querySelector('a')?.href).to.equal(`${location.origin}/`);
    await expect(element).to.be.accessible();
    element.remove();
  });

  it('name a malformed business and never guess', async () => {
    const element = await fixture<SecureChatElement>(html`<secure-chat business="sc1-ABC"></secure-chat>`);
    expect(partOf(element, 'error')?.textContent).to.contain('business-malformed');
  });

  it('name a server that is no address', async () => {
    const element = await fixture<SecureChatElement>(
      html`<secure-chat business=${business} server="chat.example.com"></secure-chat>`,
    );
    expect(partOf(element, 'error')?.textContent).to.contain('option-invalid');
  });

  it('are said once and go when the tag is mended', async () => {
    const element = await fixture<SecureChatElement>(html`<secure-chat></secure-chat>`);
    let errors = 0;
    element.addEventListener('secure-chat-error', () => errors++);
    element.greeting = 'Hello';
    await settled();
    expect(errors).to.equal(0);
    expect(partOf(element, 'error')).not.to.equal(null);
    element.business = business;
    await settled();
    expect(partOf(element, 'error')).to.equal(null);
  });

  it('come as a sentence when the customer opens it, and reject calls with the code', async () => {
    const element = await fixture<SecureChatElement>(html`<secure-chat></secure-chat>`);
    launcherOf(element).click();
    const error: unknown = await element.send('hello').catch((thrown: unknown) => thrown);
    expect(error).to.include({ code: 'business-missing', name: 'SecureChatError' });
    expect(partOf(element, 'error')?.textContent).to.contain('Words for business-missing.');
    expect(element.shadowRoot?.querySelectorAll('[part=error]').length).to.equal(1);
  });

  it('link to the node that the tag names', async () => {
    const element = await pasted();
    element.server = 'https://chat.example.com/path';
    element.business = 'wrong';
    await settled();
    expect(partOf(element, 'error')?.querySelector('a')?.href).to.equal('https://chat.example.com/');
  });
});
