import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LocalTabs } from '../support/local-lead.js';
import { readSuiteNote } from './suite-note.js';
import { tabLeadSuite } from './tab-lead.suite.js';
import type { SuiteBrowser, SuiteTab } from './tab-lead.suite.js';

tabLeadSuite(
  { describe: (title, body) => void describe(title, body), it: (title, body) => void it(title, body) },
  'the lead among tabs of one process',
  async () => browse(),
);

function browse(): SuiteBrowser {
  const tabs = new LocalTabs();
  return {
    open: async ({ isVisible } = { isVisible: true }) => open(tabs, isVisible),
    post: async value => {
      tabs.post(value);
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
}

function open(tabs: LocalTabs, isVisible: boolean): SuiteTab {
  const events: string[] = [];
  const lead = tabs.make({
    onLead: () => events.push('lead'),
    onDeposed: () => events.push('deposed'),
    onRing: ({ text }) => events.push(text),
    readNote: readSuiteNote,
  });
  lead.isVisible = isVisible;
  return {
    start: async () => {
      lead.start();
    },
    stop: async () => {
      lead.stop();
    },
    steal: async () => {
      lead.steal();
    },
    ring: async note => {
      lead.ring(note);
    },
    isLeading: async () => lead.isLeading,
    happened: async (...expected) => {
      await ended();
      assert.deepEqual(events, expected);
    },
    saw: async event => {
      await ended();
      assert.ok(events.includes(event));
    },
    freeze: async () => {
      lead.freeze();
    },
    thaw: async () => {
      lead.thaw();
    },
    losePatience: async () => undefined,
  };
}

/** Whatever is under way between these tabs ends within this turn. */
function ended(): Promise<void> {
  return new Promise(resolve => {
    setImmediate(resolve);
  });
}
