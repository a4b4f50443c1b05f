import type { Page } from 'playwright-core';

/**
 * Stops a page dead, as a browser freezes a tab in the background: what reaches it waits, and it answers nothing. Pages
 * under automation count as seen, and are never frozen by `Page.setWebLifecycleState`; a debugger stops any.
 * Answers how to thaw it.
 */
export async function freeze(page: Page): Promise<() => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Debugger.enable');
  await session.send('Debugger.pause');
  return async () => {
    await session.send('Debugger.disable');
    await session.detach();
  };
}
