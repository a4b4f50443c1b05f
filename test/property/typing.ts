/** Random people who type, and what must be true of their words afterwards; runs in Node and in a browser. */
import { SlowDisk, VirtualClock } from '../support/slow-disk.js';
import type { End, Tab } from './end.js';
import { settle } from '../support/pending.js';

type Random = (below: number) => number;

/** What is known of one numbered word. */
interface Word {
  readonly place: string;
  /** Its page went away before it was kept: it may be gone. */
  mayBeLost: boolean;
  /** The texts that Enter sent with it. */
  readonly sentIn: Set<string>;
}

const tokens = /\d+(?= )/g;
/** Words are numbered on over all runs: what an earlier one sent is no word of a later one. */
let next = 0;

/** One end, a clock and a disk, and a person at each tab. */
export class Typing {
  readonly #end: End;
  readonly #random: Random;
  readonly #clock = new VirtualClock();
  readonly #words = new Map<number, Word>();
  #tabs: Tab[] = [];
  #wasAlone = true;
  #log: string[] = [];

  constructor(end: End, random: Random) {
    this.#end = end;
    this.#random = random;
  }

  /** What was done, for whoever reads a failure. */
  get log(): string {
    return this.#log.join('\n');
  }

  async run(steps: number): Promise<void> {
    await this.#open();
    for (let step = 0; step < steps; step++) {
      await this.#end.task();
      await this.#step();
      // Keys come while the disk is at work: what waits for a time goes on by little.
      this.#clock.advance(this.#random(90));
      if (this.#random(3) > 0) await settle();
    }
    await this.#finish();
    this.#check(await this.#end.sent());
  }

  async #step(): Promise<void> {
    const tab = this.#tabs[this.#random(this.#tabs.length)];
    if (!tab) return;
    const { field } = tab;
    const act = this.#random(100);
    if (act < 45) this.#type(tab, this.#random(5) === 0 ? 3 : 1);
    else if (act < 75) this.#enter(tab);
    else if (act < 80) {
      field.compose();
      this.#say(tab, field.isComposing ? 'composition begins' : 'composition ends');
    } else if (act < 88) {
      tab.turn();
      this.#say(tab, 'turns to another conversation');
    } else if (act < 92) {
      tab.disk.isFull = !tab.disk.isFull;
      this.#say(tab, tab.disk.isFull ? 'disk is full' : 'disk has room');
    } else if (act < 96 && this.#tabs.length < 2) await this.#open();
    else if (act >= 96) await this.#reload(tab);
  }

  #type(tab: Tab, count: number): void {
    const { field, place } = tab;
    let text = '';
    for (let i = 0; i < count; i++) {
      this.#words.set(next, { place, mayBeLost: false, sentIn: new Set() });
      text += `${String(next++)} ${i + 1 < count ? '\n' : ''}`;
    }
    if (count > 1) field.paste(text);
    else field.type(text);
    this.#say(tab, `${count > 1 ? 'pastes' : 'types'} ${JSON.stringify(text)} in ${place}`);
  }

  async #open(): Promise<void> {
    const tab = await this.#end.open(store => new SlowDisk(store, this.#clock, () => this.#random(160)));
    this.#tabs.push(tab);
    if (this.#tabs.length > 1) this.#wasAlone = false;
    this.#say(tab, `opens with ${JSON.stringify(tab.field.value)}`);
  }

  /** The page goes away in the middle of everything, and is there again. */
  async #reload(tab: Tab): Promise<void> {
    this.#say(tab, 'goes away');
    tab.close();
    for (const word of this.#words.values()) word.mayBeLost = true;
    this.#tabs = this.#tabs.filter(other => other !== tab);
    await this.#open();
  }

  /** The disks have room, everything that waits runs, and what stands in a field is sent. */
  async #finish(): Promise<void> {
    for (const tab of this.#tabs) {
      tab.disk.isFull = false;
      if (tab.field.isComposing) tab.field.compose();
    }
    await this.#drain();
    for (let round = 0; round <= this.#end.places; round++) {
      for (const tab of this.#tabs) {
        this.#enter(tab);
        // The next tab hears of it first: two hands do not press Enter in one moment on what both show.
        await this.#drain();
        tab.turn();
        await this.#drain();
      }
    }
    for (const tab of this.#tabs) check(tab.field.value === '', 'a field keeps words that were sent');
    for (const tab of this.#tabs) tab.close();
  }

  async #drain(): Promise<void> {
    do {
      await settle();
      this.#clock.advance(1_000);
      await settle();
    } while (!this.#clock.isIdle);
  }

  #enter(tab: Tab): void {
    const text = tab.field.enter();
    for (const [token] of text?.matchAll(tokens) ?? [])
      this.#words.get(Number(token))?.sentIn.add(text?.trim() ?? '');
    this.#say(tab, `Enter ${JSON.stringify(text)} in ${tab.place}`);
  }

  #say(tab: Tab, what: string): void {
    this.#log.push(`${String(this.#clock.now).padStart(6)} tab ${String(this.#tabs.indexOf(tab))} ${what}`);
  }

  #check(sent: ReadonlyMap<string, readonly string[]>): void {
    const arrived = new Map<number, number>();
    for (const [place, texts] of sent) {
      let last = -1;
      for (const text of texts) {
        for (const [token] of text.matchAll(tokens)) {
          const number = Number(token);
          const word = this.#words.get(number);
          if (!word) continue;
          check(word.place === place, `${token} went to another conversation`);
          arrived.set(number, (arrived.get(number) ?? 0) + 1);
          if (this.#wasAlone) check(number > last, `${token} is out of order`);
          last = number;
        }
      }
    }
    for (const [number, { mayBeLost, sentIn }] of this.#words) {
      const count = arrived.get(number) ?? 0;
      check(count > 0 || mayBeLost, `${String(number)} was lost`);
      // Two tabs may show one draft: sent from both as it is, it goes once; typed on in one of them, it is two.
      check(count <= (this.#wasAlone ? 1 : sentIn.size), `${String(number)} was sent ${String(count)} times`);
    }
  }
}

function check(holds: boolean, message: string): void {
  if (!holds) throw new Error(message);
}
