import { html, type TemplateResult } from 'lit';
import type { DeliveryState } from '../chat/model/thread-state.js';
import { clockIcon, readIcon, sentIcon } from './icons.js';

const signs = { pending: clockIcon, sent: sentIcon, delivered: readIcon, read: readIcon } as const;

/** How far an own message is, in words with a sign beside them. */
export function delivery(
  state: DeliveryState,
  words: Readonly<Record<DeliveryState, string>>,
): TemplateResult {
  return html`<span class="delivery" part="delivery">${words[state]} ${signs[state]}</span>`;
}
