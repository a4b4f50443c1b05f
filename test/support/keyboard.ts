import type { Page } from 'playwright-core';

/** A person without a mouse: every step is a key press, and where the focus is decides what it does. */
export class Keyboard {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  press(key: string): Promise<void> {
    return this.#page.keyboard.press(key);
  }

  type(text: string): Promise<void> {
    return this.#page.keyboard.type(text);
  }

  /** What has the focus, through shadow roots: its part, its label or name, or its text. */
  focused(): Promise<string> {
    return this.#page.evaluate(() => {
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      const name = active?.ariaLabel ?? active?.getAttribute('name') ?? active?.textContent ?? '';
      return name.replace(/\s+/g, ' ').trim();
    });
  }

  /** Waits until what has the focus is called `name`. */
  async isOn(name: string): Promise<void> {
    await this.#page.waitForFunction(wanted => {
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      const found = active?.ariaLabel ?? active?.getAttribute('name') ?? active?.textContent ?? '';
      return found.replace(/\s+/g, ' ').trim() === wanted;
    }, name);
  }

  /** Presses Tab, or `key`, until the focus is on what is called `name`; throws where no Tab leads there. */
  async tabTo(name: string, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    const passed: string[] = [];
    while (passed.length < 60) {
      await this.press(key);
      const focused = await this.focused();
      if (focused === name) return;
      passed.push(focused);
    }
    throw new Error(`no ${key} leads to ${name}, only to ${passed.join(' | ')}`);
  }
}
