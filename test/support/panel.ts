import type { Locator, Page } from 'playwright-core';
import type { SecureChatElement } from '../../src/index.js';

/** The customer's panel on a page, used as a person does: by its roles and words. */
export class Panel {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get element(): Locator {
    return this.page.locator('secure-chat');
  }

  get composer(): Locator {
    return this.element.getByRole('textbox');
  }

  get texts(): Locator {
    return this.element.locator('[part~=bubble]');
  }

  /** Opens the panel by the launcher, unless it is open. */
  async open(): Promise<void> {
    await this.element.locator('[part=launcher]').click();
    await this.composer.waitFor();
  }

  async write(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }

  /** Waits until words with `text` stand in the thread; `isOpening` opens the panel where the page was loaded anew. */
  async shows(text: string, { isOpening = false }: { readonly isOpening?: boolean } = {}): Promise<void> {
    const isOpen = (await this.element.getAttribute('open')) !== null;
    if (isOpening && !isOpen) await this.open();
    await this.texts.filter({ hasText: text }).first().waitFor();
  }

  /** Waits until what is stored is drawn: thread and field. */
  async isReady(): Promise<void> {
    await this.page.waitForFunction(
      () =>
        document.querySelector('secure-chat')?.shadowRoot?.querySelector('secure-chat-panel')?.model?.state
          .phase === 'ready',
    );
  }

  /** Which way words go now. */
  async route(): Promise<string | undefined> {
    return this.page.evaluate(() => document.querySelector<SecureChatElement>('secure-chat')?.activeRoute);
  }

  /** Waits until words go by `route`. */
  async goes(route: string): Promise<void> {
    await this.page.waitForFunction(
      wanted => document.querySelector<SecureChatElement>('secure-chat')?.activeRoute === wanted,
      route,
    );
  }

  /** Waits until the element's connection is `state`. */
  async is(state: string): Promise<void> {
    await this.page.waitForFunction(
      wanted => document.querySelector<SecureChatElement>('secure-chat')?.state === wanted,
      state,
    );
  }
}
