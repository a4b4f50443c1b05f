import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

const read = (file: string): string => readFileSync(`dist/${file}`, 'utf8');
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

describe('the build', () => {
  it('names the hash of every file that a browser may load', () => {
    const manifest = JSON.parse(read('w/manifest.json')) as Record<string, Record<string, string>>;
    const files = manifest[version] ?? {};
    const chunks = scripts('dist/w').map(file => `w/${file}`);
    assert.deepEqual(Object.keys(files).sort(), ['embed.js', 'secure-chat.js', ...chunks].sort());
    for (const [file, integrity] of Object.entries(files)) {
      assert.equal(integrity, 'sha384-' + createHash('sha384').update(read(file)).digest('base64'), file);
    }
  });

  it('puts the same bytes compressed beside each file', () => {
    for (const file of scripts('dist').filter(name => !name.startsWith('node/'))) {
      const plain = readFileSync(`dist/${file}`);
      assert.deepEqual(gunzipSync(readFileSync(`dist/${file}.gz`)), plain, file);
      assert.deepEqual(brotliDecompressSync(readFileSync(`dist/${file}.br`)), plain, file);
    }
  });

  it('tells the shells where the app is', () => {
    const [folder = ''] = readdirSync('dist/w');
    assert.match(folder, /^[0-9a-f]{12}$/);
    for (const shell of ['secure-chat.js', 'embed.js', 'index.js']) {
      assert.ok(read(shell).includes(`w/${folder}/`), shell);
    }
  });

  it('shares no chunk between shell and app: one request shows the launcher', () => {
    for (const shell of ['secure-chat.js', 'embed.js']) {
      assert.doesNotMatch(read(shell), /\bimport\s*[\w{*"']|\bfrom\s*["']/, shell);
    }
  });

  it('names no foreign host', () => {
    for (const file of scripts('dist')) assert.doesNotMatch(read(file), /google\.com|peerjs\.com/, file);
  });

  it('has the command that the package promises', () => {
    const output = execFileSync(process.execPath, ['dist/node/cli.js', 'help'], { encoding: 'utf8' });
    assert.match(output, /^secure-chat serve /);
  });

  it('can be imported on a server', () => {
    const script = "const m = await import('./dist/index.js'); console.log(typeof m.SecureChatElement)";
    const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
    });
    assert.equal(output.trim(), 'function');
  });
});

function scripts(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter(name => name.endsWith('.js')).map(name => name.replaceAll('\\', '/'));
}
