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

  it('keeps none of the writes of a commit when the browser refuses one of them', async () => {
    const store = await IndexedDbStore.open('refused');
    const { put } = IDBObjectStore.prototype;
    const faults: readonly (readonly [string, (this: IDBObjectStore) => IDBRequest<IDBValidKey>])[] = [
      // Before the request: the disk is full, the value is none that can be kept, the connection is gone.
      ['storage-full', fails('QuotaExceededError')],
      ['storage-failed', fails('DataCloneError')],
      ['storage-failed', fails('InvalidStateError')],
      // And after it: the transaction ends by itself.
      [
        'deposed',
        function () {
          put.call(this, Uint8Array.of(9), 'twice');
          return this.add(Uint8Array.of(9), 'twice');
        },
      ],
    ];
    for (const [index, [code, fault]] of faults.entries()) {
      IDBObjectStore.prototype.put = function (value: unknown, key?: IDBValidKey) {
        return key === 'second' ? fault.call(this) : put.call(this, value, key);
      };
      const value = Uint8Array.of(index);
      try {
        const commit = store.commit([
          { table: 'meta', key: 'first', value },
          { table: 'frame', key: 'second', value },
          { table: 'frame', key: 'third', value },
        ]);
        expect(await codeOf(commit)).to.equal(code);
      } finally {
        IDBObjectStore.prototype.put = put;
      }
      const kept = await store.read([
        { table: 'meta', keysOf: { prefix: '' } },
        { table: 'frame', keysOf: { prefix: '' } },
      ]);
      expect(kept).to.deep.equal([[], []]);
    }
  });

  it('says so when it is used after the browser closed it', async () => {
    const store = await IndexedDbStore.open('closed');
    store.close();
    const uses = [
      store.get('meta', 'a'),
      store.read([{ table: 'meta', range: { prefix: '' } }]),
      store.commit([{ table: 'meta', key: 'a', value: undefined }]),
      store.raiseFence(),
      store.destroy(),
    ];
    for (const use of uses) expect(await codeOf(use)).to.equal('storage-failed');
  });

  it('holds up neither the erasure nor the newer version of another tab', async () => {
    const store = await IndexedDbStore.open('released');
    await new Promise<void>((resolve, reject) => {
      const deleting = indexedDB.deleteDatabase('released');
      deleting.onsuccess = () => {
        resolve();
      };
      deleting.onblocked = () => {
        reject(new Error('held up'));
      };
    });
    expect(await codeOf(store.get('meta', 'a'))).to.equal('storage-failed');
  });

  it('is destroyed at once though a frozen page holds it, and gone when that page is', async () => {
    const store = await IndexedDbStore.open('held');
    await store.commit([{ table: 'meta', key: 'a', value: Uint8Array.of(1) }]);
    // It does not answer `versionchange`, as a frozen page does not.
    const frozen = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('held');
      opening.onsuccess = () => {
        resolve(opening.result);
      };
      opening.onerror = () => {
        reject(new Error('could not be opened'));
      };
    });
    await store.destroy();
    frozen.close();
    const again = await IndexedDbStore.open('held');
    expect(await again.read([{ table: 'meta', keysOf: { prefix: '' } }])).to.deep.equal([[]]);
  });

  it('waits for no fence that a commit does not ask for', async () => {
    const scopes: string[][] = [];
    const store = await IndexedDbStore.open('scopes');
    const epoch = await store.raiseFence();
    const { transaction } = IDBDatabase.prototype;
    IDBDatabase.prototype.transaction = function (names, mode, options) {
      scopes.push((typeof names === 'string' ? [names] : Array.from(names)).sort());
      return transaction.call(this, names, mode, options);
    };
    try {
      await store.commit([]);
      await store.commit([{ table: 'meta', key: 'a', value: Uint8Array.of(1) }]);
      await store.commit([{ table: 'meta', key: 'a', value: Uint8Array.of(2) }], epoch);
      await store.read([
        { table: 'meta', key: 'a' },
        { table: 'frame', keysOf: { prefix: '' } },
      ]);
    } finally {
      IDBDatabase.prototype.transaction = transaction;
    }
    expect(scopes).to.deep.equal([['meta'], ['fence', 'meta'], ['frame', 'meta']]);
  });
});

function fails(name: string): () => never {
  return () => {
    throw new DOMException('', name);
  };
}
