import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { DeskPage } from '../support/desk-page.js';
import { Panel } from '../support/panel.js';
import { passphrase } from '../support/people.js';
import { temporaryFolder } from '../support/test-node.js';
import { useWindows } from '../support/windows.js';

/** What `npm start` prints, by its first word. */
interface Addresses {
  readonly shop: string;
  readonly desk: string;
  readonly link: string;
  readonly setup: string;
}

describe('the demo', () => {
  const windows = useWindows();
  const folder = temporaryFolder();
  let demo: ChildProcess;
  let addresses: Addresses;

  before(async () => {
    demo = spawn(process.execPath, ['--import', 'tsx', 'demo/start.ts'], {
      env: { ...process.env, DATA: folder.path, PORT: '0', SHOP_PORT: '0' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    addresses = await read(demo);
  });

  after(async () => {
    const ended = once(demo, 'exit');
    demo.kill('SIGTERM');
    await ended;
    folder[Symbol.dispose]();
  });

  it('lets a stranger hold a conversation in two windows: over the relay, then directly', async () => {
    const panel = new Panel(await windows.newPage());
    await panel.page.goto(addresses.shop);
    await panel.page.getByRole('link', { name: /shelf/i }).first().click();
    await panel.open();
    await panel.write('Is it really oak?');
    await panel.element.getByText('Sent').first().waitFor();
    assert.equal(await panel.route(), 'relay');
    // What the page tells is said until it was told.
    await panel.element.locator('[part~=context]').waitFor({ state: 'detached' });

    const desk = new DeskPage(await windows.newPage());
    await desk.page.goto(addresses.desk);
    await desk.page.locator('input[name=member]').fill('Amina');
    await desk.page.locator('input[name=passphrase]').fill(passphrase);
    await desk.page.getByRole('button', { name: 'Restore' }).click();
    await desk.select('Is it really oak?');
    await desk.write('Through and through.');
    await panel.shows('Through and through.');
    await panel.goes('direct');
    await panel.write('And directly?');
    await desk.shows('And directly?');
    for (const page of [panel.page, desk.page])
      await page.getByText('Direct connection').filter({ visible: true }).first().waitFor();
  });

  it('opens the link page, and the page that sets up a business of one’s own', async () => {
    const link = new Panel(await windows.newPage());
    await link.page.goto(addresses.link);
    await link.composer.waitFor();
    // It is no page of the shop's: it has nothing to tell of itself.
    await link.element.locator('[part~=route]').waitFor();
    assert.equal(await link.element.locator('[part~=context]').count(), 0);
    const setup = await windows.newPage();
    await setup.goto(addresses.setup);
    await setup.locator('input[name=business]').waitFor();
  });
});

const patterns: readonly (readonly [keyof Addresses, RegExp])[] = [
  ['shop', /^Shop +(\S+)$/m],
  ['desk', /^Desk +(\S+)$/m],
  ['link', /^Link page +(\S+)$/m],
  ['setup', /^Set up .*?(http\S+)$/m],
];

async function read({ stdout }: ChildProcess): Promise<Addresses> {
  let said = '';
  for await (const chunk of stdout ?? []) {
    said += String(chunk);
    const found = patterns.map(([name, pattern]) => [name, pattern.exec(said)?.[1]] as const);
    if (found.every(([, address]) => address !== undefined))
      return Object.fromEntries(found) as unknown as Addresses;
  }
  throw new Error(`the demo said: ${said}`);
}
