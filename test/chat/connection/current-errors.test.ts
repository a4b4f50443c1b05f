import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { causeOf, CurrentErrors } from '../../../src/chat/connection/current-errors.js';
import { SecureChatError } from '../../../src/errors.js';
import type { ErrorCode } from '../../../src/errors.js';
import { MemoryStore } from '../../../src/storage/memory-store.js';
import type { Write } from '../../../src/storage/store.js';
import type { BusinessId } from '../../../src/wire/ids.js';
import { makeVisitor } from '../../support/people.js';
import { until } from '../../support/until.js';

describe('an error', () => {
  it('ends with its own cause, and with no other', () => {
    let worst: ErrorCode | undefined;
    const errors = new CurrentErrors(code => {
      worst = code;
    });
    errors.set('link', 'node-unreachable');
    errors.set('storage', 'storage-full');
    assert.equal(worst, 'storage-full');
    errors.set('link', undefined);
    assert.equal(worst, 'storage-full');
    errors.set('link', 'node-unreachable');
    errors.set('storage', undefined);
    assert.equal(worst, 'node-unreachable');
    errors.set('link', undefined);
    assert.equal(worst, undefined);
  });

  it('has a cause that something ends, whatever its code', () => {
    assert.equal(causeOf('storage-full'), 'storage');
    assert.equal(causeOf('storage-failed'), 'storage');
    assert.equal(causeOf('message-too-long'), 'words');
    assert.equal(causeOf('clock-wrong'), 'clock');
    assert.equal(causeOf('route-tampered'), 'route');
    assert.equal(causeOf('node-unreachable'), 'link');
  });

  it('of a full disk is over with the next word that is kept', async () => {
    class FullStore extends MemoryStore {
      isFull = false;

      override commit(writes: readonly Write[], epoch?: number): Promise<void> {
        const full = new SecureChatError('storage-full');
        return this.isFull ? Promise.reject(full) : super.commit(writes, epoch);
      }
    }
    const store = new FullStore();
    const vera = makeVisitor({
      // Nobody serves there: the disk is what this is about.
      node: 'http://127.0.0.1:9',
      business: `sc1-${'a'.repeat(32)}` as BusinessId,
      world: { openStore: () => Promise.resolve(store) },
    });
    await vera.start();
    store.isFull = true;
    vera.request({ type: 'draft', text: 'no room' });
    await until(vera, 'the error', ({ error }) => error?.code === 'storage-full');
    store.isFull = false;
    vera.request({ type: 'draft', text: 'no room?' });
    await until(vera, 'its end', ({ error }) => error?.code !== 'storage-full');
    vera.suspend();
  });
});
