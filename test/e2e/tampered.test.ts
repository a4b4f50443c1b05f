import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { BrowserContext } from 'playwright-core';
import type { DeskPage } from '../support/desk-page.js';
import type { Panel } from '../support/panel.js';
import { useStage } from '../support/stage.js';

const other = `a=fingerprint:sha-256 ${Array.from({ length: 32 }, () => 'C3').join(':')}`;

/** A node that rewrites the descriptions on their way to whoever uses this context. */
async function rewrite(context: BrowserContext, type: 'OFFER' | 'ANSWER', change: (sdp: string) => string) {
  let count = 0;
  await context.routeWebSocket(/\/peerjs/, socket => {
    const server = socket.connectToServer();
    server.onMessage(data => {
      const message = JSON.parse(String(data)) as {
        type: string;
        payload?: { sdp: { type: string; sdp: string } };
      };
      if (message.type === type && message.payload) {
        count++;
        message.payload.sdp.sdp = change(message.payload.sdp.sdp);
      }
      socket.send(JSON.stringify(message));
    });
  });
  return { count: () => count };
}

describe('a node that rewrites session descriptions', () => {
  const stage = useStage({ desk: 'own' });
  let deskContext: BrowserContext;
  let desk: DeskPage;
  let round = 0;

  before(async () => {
    deskContext = await stage.newContext();
    desk = await stage.setUpAt(await deskContext.newPage());
  });

  async function converse(context: BrowserContext): Promise<Panel> {
    const words = `Hello, round ${String(++round)}`;
    const page = await context.newPage();
    await page.addInitScript(() => {
      const codes: string[] = [];
      Object.assign(window, { codes });
      document.addEventListener('secure-chat-error', event => {
        codes.push(String(Reflect.get(event, 'code')));
      });
    });
    return stage.meet(words, page);
  }

  async function carriesOn(panel: Panel): Promise<void> {
    await panel.write('Through the node then');
    await desk.shows('Through the node then');
    assert.equal(await panel.route(), 'relay');
  }

  const attacks: Readonly<Record<string, (sdp: string) => string>> = {
    'swaps the fingerprint': sdp => sdp.replaceAll(/a=fingerprint:.*/g, other),
    'adds a second fingerprint': sdp => sdp.replaceAll(/(a=fingerprint:.*)/g, `$1\r\n${other}`),
  };
  for (const [attack, change] of Object.entries(attacks)) {
    it(`is caught by the customer when it ${attack}, and words go by the relay`, async () => {
      const context = await stage.newContext();
      const rewritten = await rewrite(context, 'ANSWER', change);
      const panel = await converse(context);
      await panel.page.waitForFunction(() =>
        (Reflect.get(window, 'codes') as string[]).includes('route-tampered'),
      );
      await carriesOn(panel);
      assert.equal(rewritten.count(), 1);
    });
  }

  it('cannot end an open channel by bringing its offer once more', async () => {
    const offers: string[] = [];
    let repeat = (): void => undefined;
    await deskContext.routeWebSocket(/\/peerjs/, socket => {
      const server = socket.connectToServer();
      repeat = () => {
        for (const offer of [...offers]) socket.send(offer);
      };
      server.onMessage(data => {
        if ((JSON.parse(String(data)) as { type: string }).type === 'OFFER') offers.push(String(data));
        socket.send(data);
      });
    });
    await desk.reload();
    const context = await stage.newContext();
    const panel = await converse(context);
    await panel.goes('direct');
    repeat();
    await panel.write('Still here?');
    await desk.shows('Still here?');
    await desk.write('Still here.');
    await panel.shows('Still here.');
    assert.equal(await panel.route(), 'direct');
    assert.equal(offers.length, 1);
  });

  it('is caught by the desk, which answers nothing, and words go by the relay', async () => {
    const rewritten = await rewrite(deskContext, 'OFFER', attacks['adds a second fingerprint'] ?? String);
    // The desk's signalling opens anew, through the node that rewrites.
    await desk.reload();
    const context = await stage.newContext();
    const panel = await converse(context);
    await desk.page.getByText('route-tampered').waitFor();
    await carriesOn(panel);
    assert.ok(rewritten.count() > 0);
  });

  it('would win over a check of the first line only: Chromium takes either of two', async () => {
    const page = await stage.newPage();
    await page.goto(`${stage.node.origin}/`);
    const state = await page.evaluate(async () => {
      const customer = new RTCPeerConnection();
      const thief = new RTCPeerConnection();
      customer.createDataChannel('');
      customer.onicecandidate = event => void (event.candidate && thief.addIceCandidate(event.candidate));
      thief.onicecandidate = event => void (event.candidate && customer.addIceCandidate(event.candidate));
      await customer.setLocalDescription();
      await thief.setRemoteDescription(customer.localDescription ?? { type: 'offer' });
      await thief.setLocalDescription();
      const announced = `a=fingerprint:sha-256 ${Array.from({ length: 32 }, () => 'C3').join(':')}`;
      const sdp = thief.localDescription?.sdp.replace(/(a=fingerprint:.*)/, `${announced}\r\n$1`) ?? '';
      await customer.setRemoteDescription({ type: 'answer', sdp });
      return new Promise<string>(resolve => {
        customer.onconnectionstatechange = () => {
          if (/connected|failed/.test(customer.connectionState)) resolve(customer.connectionState);
        };
      });
    });
    assert.equal(state, 'connected');
  });
});
