import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { Keyboard } from '../support/keyboard.js';
import { askedWord } from '../support/recovery-check.js';
import { useStage } from '../support/stage.js';

const passphrase = 'apple river stone cloud';

/** One after the other, as on one day: no mouse moves in this file. */
describe('with the keyboard alone', () => {
  const stage = useStage({ desk: 'own' });
  let desk: Page;
  let page: Page;
  let agent: Keyboard;
  let customer: Keyboard;

  before(async () => {
    desk = await stage.newPage();
    page = await stage.newPage();
    agent = new Keyboard(desk);
    customer = new Keyboard(page);
  });

  /** From the menu's button to the question. */
  async function askToErase(): Promise<void> {
    await customer.press('Enter');
    await customer.isOn('Safety number');
    await customer.press('End');
    await customer.press('Enter');
    await page.getByRole('dialog', { name: 'Erase this conversation' }).waitFor();
  }

  it('an owner sets the business up and keeps the recovery code', async () => {
    await desk.goto(`${stage.node.origin}/desk#setup=${stage.token}`);
    await desk.getByRole('heading', { name: 'Set up your business' }).waitFor();
    await agent.tabTo('business');
    await agent.type('Juniper');
    await agent.press('Tab');
    await agent.type('Amina');
    await agent.press('Tab');
    await agent.type(passphrase);
    await agent.press('Enter');
    const word = await askedWord(desk);
    await agent.tabTo('word');
    await agent.type(word);
    await agent.press('Enter');
    await desk.getByRole('heading', { name: 'Put the chat on your site' }).waitFor();
    await stage.opensFor(new URL(desk.url()).searchParams.get('b') ?? '');
  });

  it('a customer opens the panel, writes two lines and sends them', async () => {
    await page.goto(`${stage.shop.origin}/products/oak-shelf`);
    await customer.tabTo('Chat');
    await customer.press('Enter');
    await customer.isOn('Write a message');
    await customer.type('Does it come in 120 cm?');
    await customer.press('Shift+Enter');
    await customer.type('It is for a window.');
    await customer.press('Enter');
    const bubble = page.locator('[part~=message-own] [part~=bubble]');
    await bubble.waitFor();
    assert.equal(await bubble.innerText(), 'Does it come in 120 cm?\nIt is for a window.');
    await page.locator('secure-chat textarea:placeholder-shown').waitFor();
    assert.equal(await customer.focused(), 'Write a message');
  });

  it('an agent answers who waits longest, and the customer sees it read out politely', async () => {
    await desk.getByText('One customer is waiting').waitFor();
    await agent.press('n');
    await agent.isOn('Write a message');
    await agent.type('It does, as of this week.');
    await agent.press('Enter');
    const news = page.locator('secure-chat-thread [role=status]');
    await news.getByText('Amina: It does, as of this week.').waitFor();
    await page.getByRole('dialog', { name: 'Amina at Juniper' }).waitFor();
  });

  it('a customer compares the safety number, and finds the focus where it was', async () => {
    await customer.tabTo('Menu', 'Shift+Tab');
    await customer.press('Enter');
    await customer.isOn('Safety number');
    await customer.press('ArrowDown');
    await customer.isOn('What is shared with Juniper');
    await customer.press('Home');
    await customer.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Safety number' });
    await dialog.waitFor();
    const numbers = await page.locator('secure-chat-dialog').innerText();
    assert.equal(numbers.match(/\b\d{5}\b/g)?.length, 12);
    await customer.press('Escape');
    await page.locator('secure-chat-dialog').waitFor({ state: 'detached' });
    await customer.isOn('Menu');
  });

  it('a customer thinks twice about erasing, and finds the focus where it was', async () => {
    await askToErase();
    await customer.tabTo('Cancel');
    await customer.press('Enter');
    await page.locator('secure-chat-dialog').waitFor({ state: 'detached' });
    await customer.isOn('Menu');
  });

  it('a customer closes the panel by Escape, and opens it again where the focus went', async () => {
    await customer.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await customer.isOn('Chat');
    await customer.press('Enter');
    await customer.isOn('Write a message');
  });

  it('an agent searches, finds nothing, clears the search and opens the conversation again', async () => {
    await agent.press('Escape');
    const rows = desk.locator('[part~=row]');
    await agent.press('/');
    await agent.isOn('Search');
    await agent.type('zebra');
    await desk.getByText('Nothing found. Try fewer words.').waitFor();
    await agent.press('Escape');
    await rows.first().waitFor();
    await agent.press('ArrowDown');
    assert.match(await agent.focused(), /\w+ \w+ \d\d\s+Oak shelf/);
    await agent.press('Enter');
    await agent.isOn('Write a message');
  });

  it('an agent looks at the keys, writes a note for the team and ends the conversation', async () => {
    await agent.press('Shift+Tab');
    await agent.press('?');
    await desk.getByRole('dialog', { name: 'Keys' }).waitFor();
    await agent.press('Escape');
    await desk.locator('secure-chat-dialog').waitFor({ state: 'detached' });
    await agent.press('i');
    await agent.type('Has a window');
    await agent.tabTo('Conversation', 'Shift+Tab');
    await agent.press('e');
    const dialog = desk.getByRole('dialog', { name: 'End conversation' });
    await dialog.waitFor();
    await agent.tabTo('End conversation');
    await agent.press('Enter');
    await page.getByText('This conversation was ended.').waitFor();
    assert.equal(await desk.getByRole('textbox', { name: 'Note for the team' }).inputValue(), 'Has a window');
  });

  it('an agent goes away, locks the desk and unlocks it', async () => {
    await agent.press('a');
    await desk.getByRole('switch', { name: 'Away', checked: false }).waitFor();
    await agent.press('l');
    await desk.getByRole('dialog', { name: 'Lock the desk' }).waitFor();
    await agent.tabTo('Lock the desk');
    await agent.press('Enter');
    await desk.getByRole('heading', { name: 'Welcome back' }).waitFor();
    await agent.isOn('passphrase');
    await agent.type(passphrase);
    await agent.press('Enter');
    await desk.getByRole('heading', { name: 'Conversations' }).waitFor();
  });

  it('a customer erases the conversation and writes again', async () => {
    await customer.tabTo('Menu', 'Shift+Tab');
    await askToErase();
    await customer.tabTo('Erase');
    await customer.press('Enter');
    await page.getByRole('heading', { name: 'This conversation is erased' }).waitFor();
    await customer.tabTo('Write again');
    await customer.press('Enter');
    await customer.isOn('Write a message');
    await customer.type('One more question');
    await customer.press('Enter');
    await page.locator('[part~=bubble]').getByText('One more question').waitFor();
    await page
      .locator('[part~=delivery]')
      .getByText(/^(?:Sent|Delivered)/)
      .waitFor();
    assert.equal(await page.locator('[part~=message-own]').count(), 1);
  });
});
