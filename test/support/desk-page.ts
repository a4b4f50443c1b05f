import type { Locator, Page } from 'playwright-core';
import { passphrase } from './people.js';
import { askedWord } from './recovery-check.js';

/** The desk in a browser, used as an agent does: by its roles and words. */
export class DeskPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get composer(): Locator {
    return this.page.locator('secure-chat-composer').getByRole('textbox');
  }

  get rows(): Locator {
    return this.page.locator('secure-chat-list [part~=row]');
  }

  get texts(): Locator {
    return this.page.locator('secure-chat-inbox [part~=bubble]');
  }

  /** Sets a new business up by the one-time link; answers its fingerprint. */
  async setUp(origin: string, token: string, member = 'Amir'): Promise<string> {
    await this.page.goto(`${origin}/desk#setup=${token}`);
    await this.page.locator('input[name=business]').fill('Juniper');
    await this.page.locator('input[name=member]').fill(member);
    await this.page.locator('input[name=passphrase]').fill(passphrase);
    await this.page.getByRole('button', { name: 'Set up' }).click();
    await this.page.locator('input[name=word]').fill(await askedWord(this.page));
    await this.page.getByRole('button', { name: 'I have kept it' }).click();
    await this.page.locator('secure-chat-list').waitFor({ state: 'attached' });
    return new URL(this.page.url()).searchParams.get('b') ?? '';
  }

  /** Loads the desk anew and unlocks it. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.page.locator('input[type=password]').fill(passphrase);
    await this.page.getByRole('button', { name: 'Unlock' }).click();
    await this.page.locator('secure-chat-list').waitFor({ state: 'attached' });
  }

  /** Opens the conversation whose row shows `text`. */
  async select(text: string | RegExp): Promise<void> {
    await this.rows.filter({ hasText: text }).first().click();
    // The field of the thread before it would take what is typed too soon.
    await this.texts.filter({ hasText: text }).first().waitFor();
    await this.composer.waitFor();
  }

  /** Whether the field comes to hold exactly `text`. */
  async holds(text: string): Promise<boolean> {
    const field = await this.composer.elementHandle();
    const waiting = this.page.waitForFunction(
      ([one, wanted]) => one instanceof HTMLTextAreaElement && one.value === wanted,
      [field, text] as const,
      { timeout: 2_000 },
    );
    return waiting.then(
      () => true,
      () => false,
    );
  }

  async write(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }

  async shows(text: string): Promise<void> {
    await this.texts.filter({ hasText: text }).first().waitFor();
  }
}
