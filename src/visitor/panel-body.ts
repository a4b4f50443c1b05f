import { html, nothing, type TemplateResult } from 'lit';
import type { ConnectionState } from '../chat/model/thread-state.js';
import type { VisitorRequest, VisitorState } from '../chat/model/visitor-state.js';
import { fill } from '../ui/fill.js';
import { lockIcon, routeIcon } from '../ui/icons.js';
import { findErrorText } from '../words/find-error-text.js';
import { strip } from '../ui/strip.js';
import type { DetailsController } from './details-controller.js';
import type { Words } from '../words/en/conversation.js';
import { format } from '../words/format.js';

type Ask = (request: VisitorRequest) => void;

/** What stands above the first message: who can read, and the owner's greeting. */
export function threadHead(greeting: string, business: string, words: Words): TemplateResult {
  return html`<div class="seal fact" part="seal">
      ${lockIcon}${business ? format(words.seal, { business }) : words.sealed}
    </div>
    <slot name="empty" slot="greeting"></slot>
    ${
      greeting
        ? html`<div slot="greeting" class="message last" part="message message-other">
            <p class="bubble" part="bubble">${greeting}</p>
            <div class="meta"><bdi>${business}</bdi></div>
          </div>`
        : nothing
    }`;
}

/** Trouble, as a calm strip; also a connection that is away without a word of trouble. */
export function troubleStrip(
  state: VisitorState,
  words: Words,
  { words: more, hasFailed }: DetailsController,
  ask: Ask,
): TemplateResult | typeof nothing {
  const { error, connection } = state;
  const code = error?.code ?? (connection === 'offline' ? 'node-unreachable' : undefined);
  // Words of its own are on their way: others would say what is not so.
  if (!code || !(more ?? (hasFailed || code in words.errors))) return nothing;
  const canRetry = error?.canRetry ?? true;
  const onRetry = (): void => {
    ask({ type: 'retry' });
  };
  return strip({
    error: findErrorText(code, words, more),
    code,
    action: error?.href ? words.elsewhere : words.retry,
    href: error?.href,
    onAction: canRetry ? onRetry : undefined,
  });
}

/** What the other side learns of the page, until it was told. */
export function contextLine(
  state: VisitorState,
  agent: string,
  words: Words,
  ask: Ask,
): TemplateResult | typeof nothing {
  const { context, sharesContext, isContextShared } = state;
  if (!context || isContextShared) return nothing;
  const who = agent || state.businessName;
  const page = html`<b dir="auto">${context.title.trim() || context.page}</b>`;
  return html`<p class="context fact" part="context">
    ${
      !who
        ? fill(words.wroteFrom, { page })
        : sharesContext
          ? fill(words.lookingAt, { agent: who, page })
          : format(words.notLooking, { agent: who })
    }
    <button
      type="button"
      class="link"
      @click=${() => {
        ask({ type: 'share-context', on: !sharesContext });
      }}
    >
      ${sharesContext ? words.dontShare : words.share}
    </button>
  </p>`;
}

/** What the customer agrees to before the first message: the owner's words, or where they stand. */
export function consentGate(consent: string, words: Words, ask: Ask): TemplateResult {
  const isAddress = /^https?:\/\/\S+$/.test(consent);
  return html`<div class="footer consent" part="consent">
    <h3>${words.consent}</h3>
    ${
      isAddress
        ? html`<a class="link" href=${consent} target="_blank" rel="noopener">${words.consentRead}</a>`
        : html`<p class="fact" dir="auto">${consent}</p>`
    }
    <button
      type="button"
      class="main"
      part="agree-button"
      @click=${() => {
        ask({ type: 'agree' });
      }}
    >
      ${words.agree}
    </button>
  </div>`;
}

/** Which way words go now. */
export function routeLine(state: VisitorState, words: Words): TemplateResult {
  const away: Partial<Record<ConnectionState, string>> = {
    connecting: words.connecting,
    offline: words.reconnecting,
  };
  const ways = {
    direct: words.direct,
    relay: state.businessName ? format(words.relay, { business: state.businessName }) : words.sealed,
    none: words.sealed,
  };
  return html`<p class="route meta" part="route" role="status">
    ${routeIcon} ${away[state.connection] ?? ways[state.route]}
  </p>`;
}

/** The conversation opens, or what stands in its place is on its way. */
export function panelSkeleton(words: Words): TemplateResult {
  return html`<div class="skeleton" aria-busy="true" role="status">
    <span class="unseen">${words.loading}</span><i></i><i></i><i></i>
  </div>`;
}
