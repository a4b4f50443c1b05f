import { createHash } from 'node:crypto';

/** A page of the node's own: its HTML and the policy that fits it. */
export interface Page {
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What a request says about its page. */
export interface PageRequest {
  /** `Accept-Language` as it came. */
  readonly languages: string | undefined;
  /** Whether the node is behind TLS. */
  readonly isSecure: boolean;
}

/** What a page is made of. */
export interface PageContent {
  readonly title: string;
  /** More of the head, as HTML. */
  readonly head: string;
  /** HTML. */
  readonly body: string;
  /** Directives of the page's Content-Security-Policy; that for its own style, by hash, is added to them. */
  readonly policy: readonly string[];
  readonly style: string;
}

const rightToLeft = new Set(['ar', 'fa', 'he', 'ur']);

/** Puts a page together; its policy allows its own style, by hash, and no other. */
export function page({ languages, isSecure }: PageRequest, content: PageContent): Page {
  const { title, head, body, policy, style } = content;
  const language = /^[a-z]{2,3}(?:-[a-z0-9]{2,8})?/i.exec(languages ?? '')?.[0] ?? 'en';
  const direction = rightToLeft.has(language.slice(0, 2)) ? 'rtl' : 'ltr';
  const html = [
    `<!doctype html><html lang="${language}" dir="${direction}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">',
    '<meta name="color-scheme" content="light dark"><link rel="icon" href="/icon.svg" type="image/svg+xml">',
    `<title>${escape(title)}</title><style>${style}</style>${head}</head><body>${body}</body></html>`,
  ].join('');
  const styleHash = createHash('sha256').update(style).digest('base64');
  const csp = [
    ...policy,
    `style-src 'sha256-${styleHash}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    html,
    headers: {
      'Content-Security-Policy': csp.join('; '),
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Permissions-Policy': 'camera=(self), microphone=(self), display-capture=(self), geolocation=()',
      ...(isSecure ? { 'Strict-Transport-Security': 'max-age=31536000' } : {}),
    },
  };
}

/** Text inside HTML and quoted attributes. */
export function escape(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
  };
  return text.replaceAll(/[&<>"]/g, character => entities[character] ?? '');
}
