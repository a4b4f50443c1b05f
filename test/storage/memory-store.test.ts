import { describe, it } from 'node:test';
import { MemoryRows, MemoryStore } from '../../src/storage/memory-store.js';
import { storeSuite } from './store.suite.js';

const browsers = new Map<string, MemoryRows>();

storeSuite(
  { describe: (title, body) => void describe(title, body), it: (title, body) => void it(title, body) },
  'a store in memory',
  async name => {
    const rows = browsers.get(name) ?? new MemoryRows();
    browsers.set(name, rows);
    return new MemoryStore(rows);
  },
);
