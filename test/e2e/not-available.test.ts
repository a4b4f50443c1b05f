import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { useStage } from '../support/stage.js';

describe('what this version cannot do', () => {
  const stage = useStage({ desk: 'nobody', expects: /This version ignores/ });

  /** A page of the shop, opened by `act`; answers the codes that the page was told. */
  async function told(act: (page: Page) => Promise<unknown>): Promise<readonly string[]> {
    const page = await stage.newPage();
    await page.goto(stage.shop.origin);
    await page.evaluate(() => {
      document.body.addEventListener('secure-chat-error', ({ code }) => {
        document.body.dataset['codes'] = `${document.body.dataset['codes'] ?? ''} ${code}`;
      });
    });
    await act(page);
    const codes = await page.evaluate(() => document.body.dataset['codes'] ?? '');
    return codes.split(' ').filter(code => code !== '');
  }

  async function open(page: Page): Promise<void> {
    await page.locator('secure-chat [part=launcher]').click();
    await page.locator('secure-chat textarea').waitFor();
  }

  it('is told to a page that calls for files or a call', async () => {
    await told(async page => {
      const codes = await page.evaluate(async () => {
        const element = document.querySelector('secure-chat');
        if (!element) return [];
        const calls = [element.sendFile(new File(['x'], 'x.txt')), element.startCall()];
        const settled = await Promise.allSettled(calls);
        return settled.map(call => call.status === 'rejected' && (call.reason as { code?: string }).code);
      });
      assert.deepEqual(codes, ['not-available', 'not-available']);
    });
  });

  for (const [name, value] of [
    ['identity-token', 'a.b.c'],
    ['prechat', 'name email!'],
    ['consent', 'https://shop.example/privacy'],
  ] as const) {
    it(`is told to a page whose tag has ${name}, which nobody looks at yet`, async () => {
      const codes = await told(async page => {
        await page.locator('secure-chat').evaluate(
          (element, [attribute, text]) => {
            element.setAttribute(attribute, text);
          },
          [name, value] as const,
        );
        await open(page);
      });
      assert.deepEqual(codes, ['not-available']);
    });
  }

  it('is told to a page that identifies its customer, once for each token', async () => {
    const codes = await told(async page => {
      await open(page);
      for (const token of ['a.b.c', 'a.b.c', 'd.e.f'])
        await page.evaluate(text => {
          document.querySelector('secure-chat')?.identify(text);
        }, token);
    });
    assert.deepEqual(codes, ['not-available', 'not-available']);
  });

  it('troubles no page that asks for nothing of it', async () => {
    assert.deepEqual(await told(open), []);
  });
});
