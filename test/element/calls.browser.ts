import { expect, oneEvent } from '@open-wc/testing';
import { host, log } from '../support/app-double.js';
import { asked, business, opened, pasted, reset, settled } from './harness.js';

describe('<secure-chat> methods', () => {
  beforeEach(reset);

  it('reach the app in order, also when called before it is there', async () => {
    const element = document.createElement('secure-chat');
    element.setAttribute('business', business);
    const file = new File(['x'], 'x.txt');
    const calls = [
      element.send('one'),
      element.sendFile(file),
      element.startCall({ video: true }),
      element.startCall(),
    ];
    document.body.append(element);
    await Promise.all(calls);
    expect(log).to.deep.equal([
      { name: 'mount' },
      { name: 'send', text: 'one' },
      { name: 'sendFile', file },
      { name: 'startCall', video: true },
      { name: 'startCall', video: false },
    ]);
    await element.endCall();
    await element.forget();
    expect(asked().slice(-2)).to.deep.equal(['endCall', 'forget']);
    element.destroy();
    expect(element.isConnected).to.equal(false);
    expect(asked().at(-1)).to.equal('dispose');
  });

  it('have nothing to forget or to end before anybody acted', async () => {
    const element = await pasted();
    await element.forget();
    await element.endCall();
    expect(asked()).to.deep.equal([]);
  });

  it('give the app frozen settings with defaults, and new ones after each change', async () => {
    const element = await opened();
    const first = host?.settings;
    expect(Object.isFrozen(first)).to.equal(true);
    expect(first).to.deep.include({
      business,
      mode: 'visitor',
      layout: 'floating',
      route: 'auto',
      lang: 'en',
    });
    expect(first).to.deep.include({ server: location.origin, dir: 'ltr', exposeText: false, context: '' });
    let changes = 0;
    const stop = host?.subscribe(() => changes++);
    element.identify('a.b.c');
    element.setContext({ product: 'Oak shelf' });
    element.lang = 'ar';
    element.dir = 'rtl';
    await settled();
    expect(changes).to.equal(1);
    expect(host?.settings).to.deep.include({ identityToken: 'a.b.c', context: { product: 'Oak shelf' } });
    expect(host?.settings).to.deep.include({ lang: 'ar', dir: 'rtl' });
    stop?.();
    element.greeting = 'Hello';
    await settled();
    expect(changes).to.equal(1);
  });

  it('note by one flag that the customer has acted, and nothing before', async () => {
    const element = await pasted();
    expect(localStorage.length).to.equal(0);
    element.show();
    expect(Object.entries(localStorage)).to.deep.equal([['secure-chat', '1']]);
    await oneEvent(element, 'secure-chat-opened');
    expect(host?.hasActed).to.equal(true);
    host?.clearActed();
    expect(host?.hasActed).to.equal(false);
    expect(localStorage.length).to.equal(0);
  });

  it('do not make a panel that the page itself opens an act of the customer', async () => {
    const element = await pasted();
    const done = oneEvent(element, 'secure-chat-opened');
    element.setAttribute('open', '');
    await done;
    expect(host?.hasActed).to.equal(false);
  });

  it('are not needed where the customer has acted before: the app starts when the page is idle', async () => {
    localStorage.setItem('secure-chat', '1');
    const mounted = oneEvent(document, 'double-mounted');
    const element = await pasted();
    await mounted;
    expect(asked()).to.deep.equal(['mount']);
    expect(element.open).to.equal(false);
  });
});
