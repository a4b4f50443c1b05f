import { html, type TemplateResult } from 'lit';
import { dialogParts } from '../ui/parts.js';
import type { AllWords } from './desk-language.js';

/** Asks once before something that cannot be taken back. */
export function confirmDialog(
  words: AllWords,
  question: {
    readonly heading: string;
    readonly text: string;
    readonly action: string;
    readonly isDanger?: boolean;
  },
  answers: { readonly onConfirm: () => void; readonly onLeave: () => void },
): TemplateResult {
  const { heading, text, action, isDanger } = question;
  return html`<secure-chat-dialog
    exportparts=${dialogParts}
    .heading=${heading}
    .closeLabel=${words.close}
    @close=${answers.onLeave}
  >
    <p>${text}</p>
    <button type="button" slot="actions" class="plain" @click=${answers.onLeave}>${words.cancel}</button>
    <button
      type="button"
      slot="actions"
      class="main ${isDanger ? 'danger' : ''}"
      @click=${() => {
        answers.onLeave();
        answers.onConfirm();
      }}
    >
      ${action}
    </button>
  </secure-chat-dialog>`;
}
