import { html, type TemplateResult } from 'lit';
import type { VisitorRequest, VisitorState } from '../chat/model/visitor-state.js';
import { menuParts } from '../ui/parts.js';
import type { Words } from '../words/en/conversation.js';
import type { DetailsWords } from '../words/en/details.js';
import { format } from '../words/format.js';
import type { PanelDialog } from './panel-dialog.js';

/** What a customer can do with the conversation besides writing. */
export function panelMenu(
  state: VisitorState,
  words: Words & DetailsWords,
  actions: {
    readonly ask: (request: VisitorRequest) => void;
    readonly show: (dialog: PanelDialog) => void;
    readonly onLeave: () => void;
  },
): TemplateResult {
  const show = (dialog: PanelDialog) => (): void => {
    actions.show(dialog);
  };
  const save = (): void => {
    actions.ask({ type: 'save-copy' });
  };
  const items = [
    ...(state.safety ? [{ label: words.safety, run: show('safety') }] : []),
    { label: format(words.shared, { business: state.businessName || words.shop }), run: show('shared') },
    { label: words.save, run: save },
    { label: words.erase, isDanger: true, run: show('erase') },
  ];
  return html`<secure-chat-menu
    exportparts=${menuParts}
    .label=${words.menu}
    .items=${items}
    @close=${actions.onLeave}
  ></secure-chat-menu>`;
}
