/** What the panel loads when the customer reaches for the menu: its list, the dialogs and their words. */
import { define } from '../ui/define.js';
import { DialogElement } from '../ui/dialog-element.js';
import { findLanguage, type Language } from '../ui/language.js';
import { MenuElement } from '../ui/menu-element.js';
import { detailsWords } from '../ui/details-words.js';
import type { DetailsWords } from '../words/en/details.js';

define('secure-chat-menu', MenuElement);
define('secure-chat-dialog', DialogElement);

export { detailsStyles } from './panel-details.styles.js';
export { panelDialog } from './panel-dialog.js';
export { panelMenu } from './panel-menu.js';
export { panelNotice } from './panel-notice.js';

/** The words of menu and dialogs. */
export async function findDetails(lang: string): Promise<Language<DetailsWords>> {
  return findLanguage(detailsWords, lang);
}
