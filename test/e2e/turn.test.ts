import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { startShop } from '../../demo/shop/server.js';
import type { Shop } from '../../demo/shop/server.js';
import { launchChromium } from '../support/chromium.js';
import { DeskPage } from '../support/desk-page.js';
import { meet } from '../support/meeting.js';
import { testNode } from '../support/node.js';
import type { BareNode } from '../support/node.js';
import { startTurnServer } from '../support/turn-server.js';
import type { TurnServer } from '../support/turn-server.js';

describe('behind a network that lets no UDP through', () => {
  let turn: TurnServer;
  let server: BareNode;
  let browser: Browser;
  let shop: Shop;

  before(async () => {
    turn = await startTurnServer();
    server = await testNode({ turn: turn.options });
    browser = await launchChromium(['--webrtc-ip-handling-policy=disable_non_proxied_udp']);
  });

  after(async () => {
    await browser.close();
    await shop.close();
    await server.close();
    await turn.close();
  });

  it('reaches the desk directly through the business’s own TURN server', async () => {
    const desk = new DeskPage(await browser.newPage({ viewport: { width: 1280, height: 800 } }));
    const business = await desk.setUp(server.node.origin, server.token);
    shop = await startShop({ port: 0, nodeOrigin: server.node.origin, business });
    const panel = await meet(await browser.newPage(), shop, desk, 'Hello from a strict office');
    await panel.goes('direct');
    await panel.write('Through your TURN server');
    await desk.shows('Through your TURN server');
    assert.ok(turn.allocations() > 0);
  });
});
