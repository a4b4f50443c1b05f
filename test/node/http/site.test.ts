import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { testNode } from '../../support/node.js';
import { createPeer, Shop } from '../../support/shop.js';
import { setupToken, startTestNode, temporaryFolder } from '../../support/test-node.js';

async function faultOf(answer: Response): Promise<[number, string]> {
  const body = (await answer.json()) as { code: string };
  return [answer.status, body.code];
}

/** A build as the bundler leaves it. */
function built(folder: string, hash: string): string {
  mkdirSync(join(folder, 'w', hash), { recursive: true });
  writeFileSync(join(folder, 'secure-chat.js'), 'export {};');
  writeFileSync(join(folder, 'embed.js'), '0;');
  writeFileSync(join(folder, 'w', 'manifest.json'), '{}');
  writeFileSync(join(folder, 'w', hash, 'app.js'), `export const hash = '${hash}';`);
  writeFileSync(join(folder, 'w', hash, 'app.js.br'), brotliCompressSync(`export const hash = '${hash}';`));
  return folder;
}

describe("the node's pages", () => {
  it('hold one element under a policy that lets nothing else in', async () => {
    await using test = await startTestNode();
    const answer = await fetch(`${test.origin}/chat?b=${test.shop.id}`);
    const html = await answer.text();
    assert.match(html, new RegExp(`<secure-chat business="${test.shop.id}" mode="visitor" layout="page">`));
    const policy = answer.headers.get('content-security-policy') ?? '';
    for (const part of [
      "default-src 'none'",
      "script-src 'self'",
      "frame-ancestors 'none'",
      'trusted-types lit-html',
    ])
      assert.ok(policy.includes(part), part);
    assert.equal(answer.headers.get('referrer-policy'), 'no-referrer');
    assert.equal(answer.headers.get('strict-transport-security'), null);
    assert.match(
      await (await fetch(`${test.origin}/desk`)).text(),
      /<secure-chat mode="desk" layout="page">/,
    );
  });

  it('ask browsers to stay with TLS where the node is behind it', async () => {
    await using test = await startTestNode({ publicUrl: 'https://chat.juniper.example' });
    const answer = await fetch(`http://127.0.0.1:${String(test.node.port)}/desk`);
    assert.match(answer.headers.get('strict-transport-security') ?? '', /max-age/);
  });

  it('take context from the query as text, never as HTML', async () => {
    await using test = await startTestNode({}, { name: '<b>Juniper</b>' });
    const query = new URLSearchParams({ b: test.shop.id, product: '"><script>alert(1)</script>' });
    const html = await (await fetch(`${test.origin}/chat?${query.toString()}`)).text();
    assert.ok(!html.includes('<script>alert'));
    assert.ok(!html.includes('<b>'));
    assert.ok(html.includes('&quot;product&quot;'));
  });

  it('speak the language and direction that the browser asks for', async () => {
    await using test = await startTestNode();
    const headers = { 'accept-language': 'ar-EG,ar;q=0.9' };
    assert.match(
      await (await fetch(`${test.origin}/desk`, { headers })).text(),
      /<html lang="ar-EG" dir="rtl">/,
    );
  });

  it('never take one business for another', async () => {
    await using test = await startTestNode();
    const unknown = await fetch(`${test.origin}/chat?b=sc1-${'a'.repeat(32)}`);
    assert.deepEqual(await faultOf(unknown), [404, 'business-unknown']);
    assert.deepEqual(await faultOf(await fetch(`${test.origin}/chat?b=`)), [404, 'business-unknown']);
    assert.match(await (await fetch(`${test.origin}/chat`)).text(), new RegExp(test.shop.id));
  });

  it('show the business, its fingerprint, and the link page as a picture', async () => {
    await using test = await startTestNode();
    const html = await (await fetch(test.origin)).text();
    for (const part of ['<h1>Juniper</h1>', `href="/chat?b=${test.shop.id}"`, `<code>${test.shop.id}</code>`])
      assert.ok(html.includes(part), part);
    const [, source = ''] = /<img src="([^"]+)"/.exec(html) ?? [];
    assert.equal((await fetch(`${test.origin}${source}`)).headers.get('content-type'), 'image/svg+xml');
    const qr = await fetch(`${test.origin}/chat/qr.svg?b=${test.shop.id}`);
    assert.equal(qr.headers.get('content-type'), 'image/svg+xml');
    assert.match(await qr.text(), /^<svg/);
  });

  it('claim no secret of the demo, whose key the node made', async () => {
    await using real = await startTestNode();
    assert.match(await (await fetch(real.origin)).text(), /Only Juniper can open them, not this server/);
    await using demo = await startTestNode({}, { name: 'Juniper (demo)' });
    const html = await (await fetch(demo.origin)).text();
    assert.match(html, /this server made its key/);
    assert.doesNotMatch(html, /not this server/);
  });

  it('run no script at the front, and let in one style, by its hash', async () => {
    await using test = await startTestNode({}, { name: '<b>Juniper</b>' });
    const answer = await fetch(test.origin, { headers: { 'accept-language': 'ar' } });
    const html = await answer.text();
    const [, style = ''] = /<style>([^]*)<\/style>/.exec(html) ?? [];
    const hash = createHash('sha256').update(style).digest('base64');
    assert.equal(
      answer.headers.get('content-security-policy'),
      `default-src 'none'; img-src 'self'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    assert.ok(!/<script|<b>| style=| on\w+=/.test(html));
    assert.match(html, /<html lang="en" dir="ltr">/);
  });

  it('say what to do next where no business is set up', async () => {
    const { node, close } = await testNode();
    const html = await (await fetch(node.origin)).text();
    await close();
    assert.match(html, /No business is set up here yet/);
    assert.match(html, /<code>secure-chat init<\/code>/);
  });

  it('refuse other methods, other paths and long addresses with a code', async () => {
    await using test = await startTestNode();
    const { origin } = test;
    assert.deepEqual(await faultOf(await fetch(origin, { method: 'POST' })), [405, 'method-not-allowed']);
    assert.deepEqual(await faultOf(await fetch(`${origin}/peerjs/id`)), [404, 'not-found']);
    assert.deepEqual(await faultOf(await fetch(`${origin}/peerjs/peerjs/peers`)), [404, 'not-found']);
    assert.deepEqual(await faultOf(await fetch(`${origin}/?${'x'.repeat(2_000)}`)), [414, 'not-found']);
    assert.deepEqual(await faultOf(await fetch(`${origin}/v1/other`)), [404, 'not-found']);
    assert.deepEqual(await faultOf(await fetch(`${origin}/v1/setup`)), [405, 'method-not-allowed']);
  });
});

describe("the widget's files", () => {
  it('are kept for ever by their hash, and asked for again by their name', async () => {
    using folder = temporaryFolder();
    await using test = await startTestNode({ assets: built(folder.path, 'abc') });
    const chunk = await fetch(`${test.origin}/w/abc/app.js`, { headers: { 'accept-encoding': 'br' } });
    assert.equal(chunk.headers.get('cache-control'), 'public,max-age=31536000,immutable');
    assert.equal(chunk.headers.get('access-control-allow-origin'), '*');
    assert.equal(chunk.headers.get('cross-origin-resource-policy'), 'cross-origin');
    assert.equal(chunk.headers.get('x-content-type-options'), 'nosniff');
    assert.equal(chunk.headers.get('content-encoding'), 'br');
    assert.equal(await chunk.text(), "export const hash = 'abc';");
    for (const path of ['/secure-chat.js', '/embed.js', '/w/manifest.json']) {
      const entry = await fetch(`${test.origin}${path}`);
      assert.equal(entry.headers.get('cache-control'), 'public, max-age=300');
      const etag = entry.headers.get('etag') ?? '';
      const again = await fetch(`${test.origin}${path}`, { headers: { 'if-none-match': etag } });
      assert.equal(again.status, 304);
    }
  });

  it('of an older build stay there after an upgrade', async () => {
    using older = temporaryFolder();
    using newer = temporaryFolder();
    using data = temporaryFolder();
    const first = await startTestNode({ data: data.path, assets: built(older.path, 'old') });
    await first[Symbol.asyncDispose]();
    await using second = await startTestNode({ data: data.path, assets: built(newer.path, 'new') });
    for (const hash of ['old', 'new'])
      assert.match(await (await fetch(`${second.origin}/w/${hash}/app.js`)).text(), new RegExp(hash));
  });

  it('are none of the other files of the machine', async () => {
    using folder = temporaryFolder();
    writeFileSync(join(folder.path, 'secret.txt'), 'secret');
    await using test = await startTestNode({ assets: built(folder.path, 'abc') });
    for (const path of [
      '/w/../secret.txt',
      '/w/%2e%2e/secret.txt',
      '/w/..%2fsecret.txt',
      '/secret.txt',
      '/w/%zz',
    ]) {
      const status = await new Promise(resolve => {
        const options = { port: test.node.port, host: '127.0.0.1', path };
        request(options, answer => {
          answer.resume();
          resolve(answer.statusCode);
        }).end();
      });
      assert.equal(status, 404, path);
    }
  });

  it('are said to be missing where nobody built them', async () => {
    using folder = temporaryFolder();
    await using test = await startTestNode({ assets: folder.path });
    assert.equal(test.node.isBuilt, false);
    assert.deepEqual(await faultOf(await fetch(`${test.origin}/secure-chat.js`)), [404, 'not-built']);
  });
});

describe('set-up', () => {
  it('takes a link once', async () => {
    await using test = await startTestNode();
    const token = await setupToken(test.folder);
    const post = async (): Promise<Response> => {
      const shop = await Shop.create();
      const body = JSON.stringify(await shop.setup(token, []));
      return fetch(`${test.origin}/v1/setup`, { method: 'POST', body });
    };
    const answers = await Promise.all([post(), post()]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 403]);
    assert.deepEqual(await faultOf(await post()), [403, 'setup-spent']);
  });

  it('refuses a link that ended', async () => {
    let now = Date.now();
    await using test = await startTestNode({ now: () => now });
    const token = await setupToken(test.folder);
    now += 25 * 3_600_000;
    const body = JSON.stringify(await (await Shop.create()).setup(token, []));
    const answer = await fetch(`${test.origin}/v1/setup`, { method: 'POST', body });
    assert.deepEqual(await faultOf(answer), [403, 'setup-spent']);
  });

  it("refuses another business's card and keeps the link", async () => {
    await using test = await startTestNode();
    const token = await setupToken(test.folder);
    const shop = await Shop.create();
    const setup = await shop.setup(token, []);
    const post = (body: object): Promise<Response> =>
      fetch(`${test.origin}/v1/setup`, { method: 'POST', body: JSON.stringify(body) });
    const wrong = { ...setup, business: test.shop.id };
    assert.deepEqual(await faultOf(await post(wrong)), [422, 'business-mismatch']);
    assert.equal((await post(setup)).status, 200);
  });

  it('refuses what is no request, is too large, or comes from a page of another site', async () => {
    await using test = await startTestNode();
    const post = (body: string, headers: Record<string, string> = {}): Promise<Response> =>
      fetch(`${test.origin}/v1/setup`, { method: 'POST', body, headers });
    assert.deepEqual(await faultOf(await post('{')), [400, 'body-malformed']);
    assert.deepEqual(await faultOf(await post('{"token":1}')), [400, 'body-malformed']);
    assert.deepEqual(await faultOf(await post('['.repeat(60_000))), [400, 'body-malformed']);
    assert.deepEqual(await faultOf(await post(' '.repeat(70_000))), [413, 'body-too-large']);
    assert.deepEqual(await faultOf(await post('{}', { origin: 'https://evil.example' })), [
      403,
      'origin-refused',
    ]);
  });
});

describe('the API', () => {
  it('gives the card to sites that the business allows', async () => {
    await using test = await startTestNode({}, { origins: ['https://juniper.example'] });
    const from = (origin: string): Promise<Response> =>
      fetch(`${test.origin}/v1/card?b=${test.shop.id}`, { headers: { origin } });
    const allowed = await from('https://juniper.example');
    assert.equal(allowed.headers.get('access-control-allow-origin'), 'https://juniper.example');
    assert.equal(allowed.headers.get('cache-control'), 'no-store');
    assert.equal(typeof ((await allowed.json()) as { card: string }).card, 'string');
    assert.equal((await from('https://evil.example')).headers.get('access-control-allow-origin'), null);
    const unknown = await fetch(`${test.origin}/v1/card?b=sc1-${'a'.repeat(32)}`);
    assert.deepEqual(await faultOf(unknown), [404, 'business-unknown']);
  });

  it('gives a backup to who knows its id, to no page of another site', async () => {
    await using test = await startTestNode();
    const id = `backup${test.shop.id.slice(4, 12)}`;
    const answer = await fetch(`${test.origin}/v1/backup/${id}`, {
      headers: { origin: 'https://juniper.example' },
    });
    assert.equal(answer.headers.get('access-control-allow-origin'), null);
    const body = (await answer.json()) as { business: string; data: string };
    assert.deepEqual([body.business, body.data], [test.shop.id, 'AAAA']);
    for (const wrong of ['other', '..%2f..', ''])
      assert.deepEqual(await faultOf(await fetch(`${test.origin}/v1/backup/${wrong}`)), [
        404,
        'recovery-wrong',
      ]);
  });
});

describe('health', () => {
  it('is alive, ready, and warns a month before a card ends', async () => {
    const expires = Math.floor(Date.now() / 1000) + 10.5 * 86_400;
    await using test = await startTestNode({}, { expires: Math.floor(expires) });
    assert.equal((await fetch(`${test.origin}/healthz`)).status, 200);
    const ready = await fetch(`${test.origin}/readyz`);
    assert.equal(ready.status, 200);
    assert.deepEqual(await ready.json(), {
      ready: true,
      warnings: [{ code: 'card-expires', business: test.shop.id, days: 10 }],
    });
  });

  it('counts on a port of its own, without a word about anybody', async () => {
    await using test = await startTestNode({ metricsPort: 0 });
    const vera = await createPeer('v');
    await fetch(`${test.origin}/v1/backup/${vera.id}`);
    const text = await (await fetch(`${test.node.metricsOrigin ?? ''}/metrics`)).text();
    assert.match(text, /^secure_chat_requests_total 2$/m);
    assert.ok(!text.includes(test.shop.id) && !text.includes(vera.id));
    assert.equal((await fetch(`${test.origin}/metrics`)).status, 404);
  });
});
