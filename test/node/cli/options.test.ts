import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readOptions } from '../../../src/node/cli/options.js';

describe('the options', () => {
  it('have defaults that work at once', () => {
    const { port, host, data, publicUrl, turn, metricsPort } = readOptions([], {});
    assert.deepEqual([port, host, data], [9000, '127.0.0.1', './data']);
    assert.deepEqual([publicUrl, turn, metricsPort], [undefined, undefined, undefined]);
  });

  it('come from flags before the environment', () => {
    const env = { PORT: '1', HOST: '0.0.0.0', PUBLIC_URL: '' };
    const { port, host, publicUrl } = readOptions(['--port', '2'], env);
    assert.deepEqual([port, host, publicUrl], [2, '0.0.0.0', undefined]);
  });

  it('read a TURN server', () => {
    const env = { TURN_URLS: 'turn:a.example:3478, turns:b.example?transport=tcp', TURN_SECRET: 's' };
    const urls = ['turn:a.example:3478', 'turns:b.example?transport=tcp'];
    assert.deepEqual(readOptions([], env).turn, { urls, secret: 's' });
  });

  const wrong: readonly (readonly [NodeJS.ProcessEnv, RegExp])[] = [
    [{ PORT: '70000' }, /^PORT .*70000/],
    [{ PORT: '9e3' }, /^PORT /],
    [{ PORT: '-1' }, /^PORT /],
    [{ SHOP_PORT: 'x' }, /^SHOP_PORT /],
    [{ METRICS_PORT: '65536' }, /^METRICS_PORT /],
    [{ MAX_DATABASE_MIB: '0' }, /^MAX_DATABASE_MIB .* from 1 /],
    [{ MAX_DATABASE_MIB: '1.5' }, /^MAX_DATABASE_MIB /],
    [{ PUBLIC_URL: 'https://:geheim@chat.example.com' }, /^PUBLIC_URL /],
    [{ PUBLIC_URL: 'chat.example.com' }, /^PUBLIC_URL /],
    [{ PUBLIC_URL: 'https://chat.example.com/path' }, /^PUBLIC_URL /],
    [{ PUBLIC_URL: 'ftp://chat.example.com' }, /^PUBLIC_URL /],
    [{ TURN_URLS: 'turn:a' }, /^TURN_SECRET /],
    [{ TURN_SECRET: 'geheim' }, /^TURN_URLS /],
    [{ TURN_URLS: 'https://a', TURN_SECRET: 'geheim' }, /^TURN_URLS /],
    [{ TRUST_PROXY: 'true' }, /^TRUST_PROXY /],
    [{ LOG: 'xml' }, /^LOG /],
  ];
  for (const [env, message] of wrong)
    it(`say what is wrong with ${JSON.stringify(env)}, in one line, without a secret`, () => {
      assert.throws(
        () => readOptions([], env),
        (error: Error & { code?: string }) => {
          assert.equal(error.code, 'option-invalid');
          assert.match(error.message, message);
          assert.ok(!/\n|geheim/.test(error.message));
          return true;
        },
      );
    });

  it('are refused where nobody knows them', () => {
    assert.throws(() => readOptions(['--prot', '1'], {}), { code: 'option-invalid' });
  });
});
