import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page, Request } from 'playwright-core';
import { budgets } from '../build/budgets.js';
import { useStage } from '../support/stage.js';

describe('a customer who writes a first message while no desk is there', () => {
  const stage = useStage({ desk: 'nobody' });

  it('loads the shell and one chunk, within the budget on the wire, before the node has stored her words', async () => {
    // The budget counts gzip, which every browser takes; left alone, Chromium would ask for Brotli.
    const page = await stage.newPage({ extraHTTPHeaders: { 'accept-encoding': 'gzip' } });
    const before = untilStored(page);
    const panel = await stage.visit('/products/oak-shelf', page);
    await panel.write('Is the oak shelf in stock?');
    await panel.element.getByText('Sent').first().waitFor();
    const loaded = await Promise.all((await before).map(measured));

    const { node, shop } = stage;
    const foreign = loaded.filter(({ url }) => !url.startsWith(node.origin) && !url.startsWith(shop.origin));
    assert.deepEqual(foreign, []);
    const ours = loaded.filter(({ url }) => url.startsWith(node.origin));
    const list = ours.map(({ url, encoding, bytes }) => `${String(bytes)} ${encoding} ${url}`).join('\n');
    assert.deepEqual(
      ours.map(({ url }) => new URL(url).pathname.replace(/[0-9a-f]{12}/, '<hash>')),
      ['/secure-chat.js', '/w/<hash>/visitor.js'],
      `more than the first message needs:\n${list}`,
    );
    assert.ok(
      ours.every(({ encoding }) => encoding === 'gzip'),
      list,
    );
    const sum = ours.reduce((total, { bytes }) => total + bytes, 0);
    assert.ok(sum > 0 && sum <= budgets.firstMessage, `${String(sum)} bytes:\n${list}`);
  });
});

/** Everything the page asked for up to the moment in which the node says that it has stored a message. */
function untilStored(page: Page): Promise<readonly Request[]> {
  const requests: Request[] = [];
  return new Promise(resolve => {
    page.on('request', request => requests.push(request));
    page.on('websocket', socket => {
      socket.on('framereceived', ({ payload }) => {
        if (typeof payload === 'string' && payload.includes('"stored"')) resolve([...requests]);
      });
    });
  });
}

interface Measured {
  readonly url: string;
  readonly encoding: string;
  /** Of the body, as it came over the wire. */
  readonly bytes: number;
}

async function measured(request: Request): Promise<Measured> {
  const response = await request.response();
  const encoding = (await response?.headerValue('content-encoding')) ?? 'identity';
  return { url: request.url(), encoding, bytes: (await request.sizes()).responseBodySize };
}
