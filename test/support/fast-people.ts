/** People in a hurry, with real keys: nobody waits for anything to be sent, and everybody looks at what the field holds. */
import type { Page } from 'playwright-core';
import type { Chance } from './chance.js';
import type { DeskPage } from './desk-page.js';
import { Panel } from './panel.js';

/** Types as fast as a hand does, into what has the focus. */
async function type(page: Page, text: string, chance: Chance): Promise<void> {
  await page.keyboard.type(text, { delay: 40 + chance(21) });
}

async function clear(page: Page): Promise<void> {
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.press('Delete');
}

/** A word that no other contains. */
function word(prefix: string, written: readonly string[]): string {
  return `${prefix}${String(written.length + 1).padStart(2, '0')}`;
}

/** A customer: writes, goes to another page, closes her tab and comes back. */
export class FastCustomer {
  readonly name: string;
  readonly written: string[] = [];
  /** What she found in her field and had not left there. */
  readonly faults: string[] = [];
  readonly #chance: Chance;
  #panel: Panel;

  constructor(name: string, panel: Panel, chance: Chance) {
    this.name = name;
    this.#panel = panel;
    this.#chance = chance;
  }

  get panel(): Panel {
    return this.#panel;
  }

  /** Types a word and sends it; what comes next comes at once. */
  async write(): Promise<void> {
    const next = word(`${this.name}-`, this.written);
    this.written.push(next);
    await this.#send(next);
  }

  async goTo(address: string): Promise<void> {
    await this.#panel.page.goto(address);
    await this.#look();
  }

  async reopenAt(address: string, { closesFirst }: { readonly closesFirst: boolean }): Promise<void> {
    const { page } = this.#panel;
    const context = page.context();
    if (closesFirst) await page.close();
    this.#panel = new Panel(await context.newPage());
    await this.#panel.page.goto(address);
    if (!closesFirst) {
      await page.close();
      // What the first tab still committed is on the disk by now, and drawn by a page that begins here.
      await this.#panel.page.reload();
    }
    await this.#look();
  }

  /** What was cut off is not in the thread and may stand in the field, whole or in part: she writes it again. */
  async #look(): Promise<void> {
    const panel = this.#panel;
    await panel.open();
    await panel.isReady();
    const shown = await panel.texts.allInnerTexts();
    const missing = this.written.filter(text => !shown.includes(text));
    const held = await panel.composer.inputValue();
    if (held !== '' && !missing.some(text => text.startsWith(held)))
      this.faults.push(
        `${this.name} came back and found “${held}” in her field, with ${missing.join() || 'nothing'} to write`,
      );
    if (held !== '') {
      await panel.composer.focus();
      await clear(panel.page);
    }
    for (const text of missing) await this.#send(text);
  }

  async #send(text: string): Promise<void> {
    const { page, composer } = this.#panel;
    await composer.focus();
    await type(page, text, this.#chance);
    await page.keyboard.press('Enter');
  }
}

/** An agent: answers whoever comes next, and leaves words half written to answer another. */
export class FastAgent {
  readonly desk: DeskPage;
  /** What each customer was answered. */
  readonly answers = new Map<string, string[]>();
  readonly faults: string[] = [];
  /** What stands half written in whose field. */
  readonly #drafts = new Map<string, string>();
  readonly #chance: Chance;

  constructor(desk: DeskPage, chance: Chance) {
    this.desk = desk;
    this.#chance = chance;
  }

  answersTo(name: string): readonly string[] {
    return this.answers.get(name) ?? [];
  }

  /** Goes to a customer, ends what is half written, and writes `count` answers in a row. */
  async answer(name: string, count: number): Promise<void> {
    const { page } = await this.#turnTo(name);
    for (let index = 0; index < count; index++) {
      const next = word(`re-${name}-`, this.answersTo(name));
      const begun = this.#drafts.get(name) ?? '';
      this.#drafts.delete(name);
      this.answers.set(name, [...this.answersTo(name), next]);
      await type(page, next.slice(begun.length), this.#chance);
      await page.keyboard.press('Enter');
    }
  }

  /** Begins an answer to whom the field belongs, and is called away. */
  async begin(name: string): Promise<void> {
    const next = word(`re-${name}-`, this.answersTo(name));
    const begun = next.slice(0, 2 + this.#chance(next.length - 2));
    await type(this.desk.page, begun, this.#chance);
    this.#drafts.set(name, begun);
  }

  /** Sends everything that is half written. */
  async finish(): Promise<void> {
    for (const name of [...this.#drafts.keys()]) await this.answer(name, 1);
  }

  /** The list may move under the pointer: whoever sees another conversation clicks once more. */
  async select(name: string): Promise<void> {
    const hasText = new RegExp(`${name}-\\d\\d`);
    const thread = this.desk.texts.filter({ hasText }).first();
    for (let isShown = false; !isShown;) {
      await this.desk.rows.filter({ hasText }).first().click();
      isShown = await thread.waitFor({ timeout: 3_000 }).then(
        () => true,
        () => false,
      );
    }
  }

  /** Selects a conversation and looks at its field: a wrong one is told, and put right. */
  async #turnTo(name: string): Promise<DeskPage> {
    const { desk } = this;
    await this.select(name);
    const expected = this.#drafts.get(name) ?? '';
    await desk.composer.focus();
    if (await desk.holds(expected)) return desk;
    const held = await desk.composer.inputValue();
    this.faults.push(`the agent turned to ${name} and found “${held}” in the field instead of “${expected}”`);
    await clear(desk.page);
    this.#drafts.delete(name);
    return desk;
  }
}
