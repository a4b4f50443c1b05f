/** Takes pictures of every state of panel and desk: `tsx test/support/gallery/shoot.ts [folder] [filter]`. */
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { chromium, type Page } from 'playwright-core';
import { chromiumFlags, findBrowser } from '../../../scripts/browser.js';
import { deskStates } from './desk-fixtures.js';
import { deskOver, panelOver, type Over } from './over.js';
import { visitorFailures, visitorStates, visitorTroubles } from './visitor-fixtures.js';

const folder = process.argv[2] ?? mkdtempSync(join(tmpdir(), 'secure-chat-gallery-'));
const filter = new RegExp(process.argv[3] ?? '');
const origin = 'https://gallery.test';

interface Frame {
  readonly width: number;
  readonly height: number;
}

/** One picture shows one state in all looks side by side; each look was a window of its own. */
const looks = ['light', 'dark', 'rtl', 'rtl-dark', 'de'] as const;
const sizes = [
  { size: 'phone', frame: { width: 390, height: 844 }, columns: 5, views: ['panel', 'desk'] },
  { size: 'corner', frame: { width: 500, height: 690 }, columns: 3, views: ['panel'] },
  { size: 'tablet', frame: { width: 820, height: 1080 }, columns: 3, views: ['desk'] },
  { size: 'wide', frame: { width: 1280, height: 800 }, columns: 2, views: ['desk'] },
] as const;

const { outputFiles } = await build({
  entryPoints: [join(import.meta.dirname, 'gallery.ts')],
  bundle: true,
  splitting: true,
  write: false,
  format: 'esm',
  target: 'es2022',
  outdir: '/',
});
const files = new Map(outputFiles.map(file => [file.path.slice(1), file.text]));

const browser = await chromium.launch({ executablePath: findBrowser('chromium'), args: chromiumFlags });
mkdirSync(folder, { recursive: true });
const table = await browser.newPage();
for (const { size, frame, columns, views } of sizes) {
  const wanted = shots().filter(
    ({ view, name }) => views.some(one => one === view) && filter.test(`${view}-${name}-${size}`),
  );
  const context = await browser.newContext({
    hasTouch: size !== 'wide',
    reducedMotion: 'reduce',
    viewport: frame,
  });
  const page = await context.newPage();
  page.on('pageerror', error => {
    console.error(error);
  });
  await serve(page);
  for (const { view, name, address } of wanted)
    await shoot(page, address, { frame, columns, path: join(folder, `${view}-${name}-${size}.png`) });
  await context.close();
}
await browser.close();
console.log(folder);

function shots(): readonly { readonly view: string; readonly name: string; readonly address: string }[] {
  const of = (view: string, states: object, over: Readonly<Record<string, Over>>) => [
    ...Object.keys(states).map(state => ({ view, name: state, address: `?view=${view}&state=${state}` })),
    ...Object.entries(over).map(([name, { state }]) => ({
      view,
      name: `over-${name}`,
      address: `?view=${view}&state=${state}&over=${name}`,
    })),
  ];
  return [
    ...of('panel', { ...visitorStates, ...visitorTroubles, ...visitorFailures }, panelOver),
    ...of('desk', deskStates, deskOver),
  ];
}

async function serve(page: Page): Promise<void> {
  await page.route(`${origin}/**`, async route => {
    const code = files.get(new URL(route.request().url()).pathname.slice(1));
    if (code !== undefined) return route.fulfill({ body: code, contentType: 'text/javascript' });
    return route.fulfill({
      body: `<!doctype html><meta name="viewport" content="width=device-width"><style>html{color-scheme:light dark}body{margin:0;height:100vh;background:#edefec}body.dark{background:#0c0e0f}</style><body><script type="module" src="/gallery.js"></script>`,
      contentType: 'text/html; charset=utf-8',
    });
  });
}

async function shoot(
  page: Page,
  address: string,
  sheet: { readonly frame: Frame; readonly columns: number; readonly path: string },
): Promise<void> {
  const pictures: string[] = [];
  for (const look of looks) {
    const lang = look.startsWith('rtl') ? '&lang=ar&dir=rtl' : look === 'de' ? '&lang=de' : '';
    await page.goto(`${origin}/${address}${lang}&theme=${look.endsWith('dark') ? 'dark' : 'light'}`);
    await page.waitForFunction(() => document.documentElement.dataset['drawn'] === 'yes');
    pictures.push((await page.screenshot()).toString('base64'));
  }
  const { frame, columns, path } = sheet;
  await table.setViewportSize({
    width: columns * (frame.width + 8),
    height: Math.ceil(looks.length / columns) * (frame.height + 8),
  });
  const images = pictures.map(picture => `<img src="data:image/png;base64,${picture}">`).join('');
  await table.setContent(`<style>body{margin:0;background:#888}img{float:left;margin:4px}</style>${images}`);
  await table.screenshot({ path });
}
