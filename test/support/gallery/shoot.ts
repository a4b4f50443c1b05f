/** Takes pictures of every state of panel and desk: `tsx test/support/gallery/shoot.ts [folder] [filter]`. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { chromium, type Page } from 'playwright-core';
import { rollup } from 'rollup';
import esbuild from 'rollup-plugin-esbuild';
import { deskStates } from './desk-fixtures.js';
import { visitorStates } from './visitor-fixtures.js';

const folder = process.argv[2] ?? mkdtempSync(join(tmpdir(), 'secure-chat-gallery-'));
const filter = process.argv[3] ?? '';
const origin = 'https://gallery.test';

const bundle = await rollup({
  input: join(import.meta.dirname, 'gallery.ts'),
  plugins: [nodeResolve({ browser: true }), esbuild({ target: 'es2022' })],
});
const { output } = await bundle.generate({ format: 'es', entryFileNames: 'gallery.js' });
const files = new Map(output.map(file => [file.fileName, file.type === 'chunk' ? file.code : '']));

const sizes = {
  phone: { width: 390, height: 844 },
  wide: { width: 1280, height: 800 },
  tablet: { width: 820, height: 1080 },
};
const shots = [
  ...Object.keys(visitorStates).map(state => ({ view: 'panel', state })),
  ...Object.keys(deskStates).map(state => ({ view: 'desk', state })),
].flatMap(({ view, state }) =>
  Object.entries(sizes).flatMap(([size, viewport]) =>
    (['light', 'dark', 'rtl'] as const).map(look => ({
      name: `${view}-${state}-${size}-${look}`,
      viewport,
      address: `${origin}/?view=${view}&state=${state}&theme=${look === 'dark' ? 'dark' : 'light'}${
        look === 'rtl' || state === 'arabic' ? '&lang=ar&dir=rtl' : ''
      }`,
    })),
  ),
);

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
const page = await browser.newPage();
page.on('pageerror', error => {
  console.error(error);
});
await page.route(`${origin}/**`, async route => {
  const path = new URL(route.request().url()).pathname.slice(1);
  const code = files.get(path);
  if (code !== undefined) return route.fulfill({ body: code, contentType: 'text/javascript' });
  return route.fulfill({
    body: `<!doctype html><meta name="viewport" content="width=device-width"><style>html{color-scheme:light dark}body{margin:0;height:100vh;background:#edefec}</style><body><script type="module" src="/gallery.js"></script>`,
    contentType: 'text/html; charset=utf-8',
  });
});
for (const { name, viewport, address } of shots) {
  if (!new RegExp(filter).test(name)) continue;
  await page.setViewportSize(viewport);
  await shoot(page, address, join(folder, `${name}.png`));
}
await browser.close();
console.log(folder);

async function shoot(on: Page, address: string, path: string): Promise<void> {
  await on.emulateMedia({ reducedMotion: 'reduce' });
  await on.goto(address, { waitUntil: 'networkidle' });
  await on.screenshot({ path });
}
