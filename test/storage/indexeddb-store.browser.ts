import { expect } from '@open-wc/testing';
import { SecureChatError } from '../../src/errors.js';
import { IndexedDbStore } from '../../src/storage/indexeddb-store.js';
import { storeSuite } from './store.suite.js';

storeSuite({ describe, it }, 'a store in IndexedDB', name => IndexedDbStore.open(name));

async function codeOf(opening: Promise<unknown>): Promise<string> {
  try {
    await opening;
  } catch (cause) {
    if (cause instanceof SecureChatError) return cause.code;
    throw cause;
  }
  return 'opened';
}

describe('a store in IndexedDB', () => {
  it('of a newer version is left alone, and the code says so', async () => {
    await new Promise<void>((resolve, reject) => {
      const opening = indexedDB.open('newer', 1_000);
      opening.onsuccess = () => {
        opening.result.close();
        resolve();
      };
      opening.onerror = () => {
        reject(new Error('could not be made'));
      };
    });
    expect(await codeOf(IndexedDbStore.open('newer'))).to.equal('storage-newer');
  });

  it('that the browser does not give has a code of its own', async () => {
    const original = Object.getOwnPropertyDescriptor(window, 'indexedDB');
    Object.defineProperty(window, 'indexedDB', { value: undefined, configurable: true });
    try {
      expect(await codeOf(IndexedDbStore.open('missing'))).to.equal('storage-missing');
    } finally {
      if (original) Object.defineProperty(window, 'indexedDB', original);
      else Reflect.deleteProperty(window, 'indexedDB');
    }
  });
});
