import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { useStage } from '../support/stage.js';

describe('a page on which the chat cannot work', () => {
  const stage = useStage({
    desk: 'nobody',
    flags: ['--host-resolver-rules=MAP shop.test 127.0.0.1'],
    hosts: ['shop.test'],
    expects: /app-unavailable|insecure-context|visitor\.js/,
  });

  it('says that its code is blocked, links to the chat page, and opens as soon as the code comes', async () => {
    const page = await stage.newPage();
    let blocked = 0;
    await page.route(/\/w\/[0-9a-f]+\/visitor\.js/, route => {
      blocked += 1;
      return route.abort();
    });
    await page.goto(stage.shop.origin);
    const launcher = page.locator('secure-chat [part=launcher]');
    await launcher.click();
    const alert = page.getByRole('alert');
    await alert.getByText('app-unavailable').waitFor();
    const link = await alert.getByRole('link').getAttribute('href');
    assert.equal(link, `${stage.node.origin}/chat?b=${stage.business}`);
    assert.ok(blocked >= 1);
    await page.unroute(/\/w\/[0-9a-f]+\/visitor\.js/);
    await launcher.click();
    await alert.waitFor({ state: 'detached' });
    await launcher.click();
    await page.getByRole('dialog').waitFor();
  });

  it('says on plain HTTP that there is no encryption here, in words, and links to the node over HTTPS', async () => {
    const page = await stage.newPage();
    await page.goto(stage.shop.origin.replace('127.0.0.1', 'shop.test'));
    await page.locator('secure-chat [part=launcher]').click();
    const alert = page.getByRole('alert');
    await alert.getByText('insecure-context').waitFor();
    const link = await alert.getByRole('link').getAttribute('href');
    assert.equal(link, `${stage.node.origin.replace('http:', 'https:')}/chat?b=${stage.business}`);
    assert.match((await alert.textContent()) ?? '', /^\S+ \S+ .*secure-chat: insecure-context/);
  });

  it('tells an older browser so with a link, and never stays blank', async () => {
    const page = await stage.newPage();
    await page.addInitScript(() => {
      CSS.supports = () => false;
    });
    await page.goto(stage.shop.origin);
    const alert = page.getByRole('alert');
    await alert.getByText('browser-too-old').waitFor();
    assert.ok(await alert.getByRole('link').isVisible());
  });
});
