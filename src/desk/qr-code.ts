import { svg, html, type TemplateResult } from 'lit';
import { encode } from 'uqr';

/** Draws a QR code as one path; always dark on light, as readers of QR codes expect it in a dark room too. */
export function qrCode(text: string, label: string): TemplateResult {
  const { data, size } = encode(text, { ecc: 'M', border: 2 });
  const path = data
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${String(x)} ${String(y)}h1v1h-1z` : '')))
    .join('');
  const box = `0 0 ${String(size)} ${String(size)}`;
  return html`<svg class="qr" part="qr" role="img" aria-label=${label} viewBox=${box}>
    ${svg`<path d=${path} />`}
  </svg>`;
}
