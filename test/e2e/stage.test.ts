import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Windows } from '../support/windows.js';

describe('the stage of these tests', () => {
  const windows = new Windows({ expects: /expected/ });

  before(() => windows.launch());

  after(() => windows.close());

  /** What the end of a test says in whose page this happened. */
  async function endAfter(act: () => unknown): Promise<string> {
    windows.beginTest();
    const page = await windows.newPage();
    await page.evaluate(act);
    try {
      await windows.endTest();
      return 'clean';
    } catch (cause) {
      if (!(cause instanceof assert.AssertionError)) throw cause;
      return JSON.stringify(cause.actual);
    }
  }

  const acts: Readonly<Record<string, () => unknown>> = {
    'an error in the console': () => {
      console.error('planted');
    },
    'a warning in the console': () => {
      console.warn('planted');
    },
    'an error that nobody catches': () =>
      new Promise(resolve => {
        addEventListener('error', () => {
          resolve(undefined);
        });
        setTimeout(() => {
          throw new Error('planted');
        });
      }),
    'a promise that nobody catches': () =>
      new Promise(resolve => {
        addEventListener('unhandledrejection', () => {
          resolve(undefined);
        });
        void Promise.reject(new Error('planted'));
      }),
    'a request to a host that is not ours': () => fetch('http://planted.example/').catch(() => undefined),
    'a socket to a host that is not ours': () => {
      const socket = new WebSocket('ws://planted.example/');
      return new Promise(resolve => {
        socket.onclose = () => {
          resolve(undefined);
        };
      });
    },
  };
  for (const [name, act] of Object.entries(acts)) {
    it(`fails a test for ${name}`, async () => {
      assert.match(await endAfter(act), /planted/);
    });
  }

  it('lets a test pass that is clean, or whose complaint is expected', async () => {
    const end = await endAfter(() => {
      console.error('expected');
      console.log('planted');
    });
    assert.equal(end, 'clean');
  });

  it('closes what a test opened, and nothing else', async () => {
    const lasting = await windows.newPage();
    windows.beginTest();
    const passing = await windows.newPage();
    await windows.endTest();
    assert.deepEqual([lasting.isClosed(), passing.isClosed()], [false, true]);
  });
});
