/** The script of a tab of the suite: real leads, one a story, and what happened to each. */
import { WebLockLead } from '../../../src/storage/web-lock-lead.js';
import { readSuiteNote } from '../suite-note.js';
import type { SuiteNote } from '../suite-note.js';

/** What the test reaches in the page. */
export interface TabPage {
  events: readonly string[];
  lead: WebLockLead<SuiteNote>;
  /** Another story begins: its tabs have the name in common. */
  begin(name: string): void;
  /** Lets all timers of the page pass. */
  losePatience(): void;
}

declare global {
  var tabPage: TabPage;
}

const timers = new Map<number, () => void>();
let count = 0;
Object.assign(globalThis, {
  setTimeout: (task: () => void): number => {
    timers.set(++count, task);
    return count;
  },
  clearTimeout: (id: number) => timers.delete(id),
});

function make(name: string): Pick<TabPage, 'events' | 'lead'> {
  const events: string[] = [];
  const lead = new WebLockLead(name, {
    onLead: () => events.push('lead'),
    onDeposed: () => events.push('deposed'),
    onRing: ({ text }: SuiteNote) => events.push(text),
    readNote: readSuiteNote,
  });
  return { events, lead };
}

globalThis.tabPage = {
  ...make(''),
  begin(name) {
    this.lead.stop();
    Object.assign(this, make(name));
  },
  losePatience() {
    const due = [...timers.values()];
    timers.clear();
    for (const task of due) task();
  },
};
