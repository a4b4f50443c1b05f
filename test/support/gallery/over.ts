import { deepAll } from '../deep.js';

/** What a person opens over a state: buttons pressed one after the other, by the part, class or place of each. */
export interface Over {
  readonly state: string;
  readonly press: readonly string[];
  /** The person reads further up while something new comes. */
  readonly isReadingAbove?: boolean;
}

/** Menus and dialogs of the panel. */
export const panelOver: Readonly<Record<string, Over>> = {
  menu: { state: 'talk', press: ['[part~=menu-button]'] },
  safety: { state: 'talk', press: ['[part~=menu-button]', '[part~=menu-item]:nth-of-type(1)'] },
  shared: { state: 'talk', press: ['[part~=menu-button]', '[part~=menu-item]:nth-of-type(2)'] },
  'nothing-shared': { state: 'away', press: ['[part~=menu-button]', '[part~=menu-item]:nth-of-type(2)'] },
  erase: { state: 'talk', press: ['[part~=menu-button]', '[part~=menu-item]:nth-of-type(4)'] },
  news: { state: 'many', press: [], isReadingAbove: true },
  'long-shared': { state: 'long', press: ['[part~=menu-button]', '[part~=menu-item]:nth-of-type(2)'] },
};

/** Menus and dialogs of the desk; what one width does not offer is left out there. */
export const deskOver: Readonly<Record<string, Over>> = {
  account: { state: 'waiting', press: ['.face'] },
  keys: { state: 'waiting', press: ['.face', '[part~=menu-item]:nth-of-type(3)'] },
  tag: { state: 'waiting', press: ['.face', '[part~=menu-item]:nth-of-type(2)'] },
  lock: { state: 'waiting', press: ['.face', '[part~=menu-item]:nth-of-type(4)'] },
  remove: { state: 'waiting', press: ['.face', '[part~=menu-item]:nth-of-type(5)'] },
  menu: { state: 'talk', press: ['.thread-pane [aria-haspopup=menu]'] },
  end: { state: 'talk', press: ['.thread-pane [aria-haspopup=menu]', '[part~=menu-item]'] },
  details: { state: 'talk', press: ['.details'] },
  'long-details': { state: 'long', press: ['.details'] },
  'gate-remove': { state: 'locked', press: ['.plain'] },
};

/** Opens what a person opens over a view; what its width does not offer is left out. `arrive` lets something new come. */
export async function reach(view: HTMLElement, over: Over | undefined, arrive?: () => void): Promise<void> {
  for (const selector of over?.press ?? []) await press(view, selector);
  await settled(view);
  if (!over?.isReadingAbove) return;
  for (const log of deepAll(view, '[role=log]')) log.scrollTop = 0;
  await settled(view);
  arrive?.();
  await settled(view);
}

async function press(view: HTMLElement, selector: string): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) {
    await settled(view);
    const found = deepAll(view, selector).find(element => element.checkVisibility());
    if (!found) continue;
    found.focus();
    found.click();
    return;
  }
}

/** Words and dialogs are loaded: the view is at rest once some frames bring nothing new. */
async function settled(view: HTMLElement): Promise<void> {
  let before = 0;
  for (let quiet = 0; quiet < 4;) {
    await new Promise(settle => {
      requestAnimationFrame(settle);
    });
    const count = deepAll(view, '*').length;
    quiet = count > 0 && count === before ? quiet + 1 : 0;
    before = count;
  }
}
