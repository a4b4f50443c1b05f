import { demoSuffix } from '../../wire/demo.js';
import type { Business } from '../businesses.js';
import { escape, page } from './page.js';
import type { Page, PageRequest } from './page.js';

/** The page's whole look. No script runs here, and nothing is loaded but the node's own icon and QR code. */
const style = `
  :root { color-scheme: light dark; --ink: light-dark(#15191b, #eef1ef); --soft: light-dark(#5a6367, #a3adb0);
    --ground: light-dark(#f5f6f4, #101314); --card: light-dark(#fff, #181c1e); --line: light-dark(#e2e5e2, #2d3336);
    --accent: light-dark(#0f6b4f, #15805d) }
  * { box-sizing: border-box }
  body { margin: 0; min-block-size: 100vh; min-block-size: 100dvh; display: grid; place-items: center;
    padding: max(1.5rem, env(safe-area-inset-top)) 1.25rem; background: var(--ground); color: var(--ink);
    font: 16px/1.55 system-ui, sans-serif }
  main { inline-size: min(100%, 34rem) }
  section { margin-block: 1rem; padding: clamp(1.5rem, 6vw, 2.5rem); background: var(--card);
    border: 1px solid var(--line); border-radius: 20px }
  h1 { margin: 0 0 .5rem; font-size: clamp(1.6rem, 6vw, 2.1rem); line-height: 1.2; letter-spacing: -.01em;
    overflow-wrap: anywhere }
  h2 { margin: 2rem 0 .25rem; font-size: .85rem; font-weight: 600; color: var(--soft) }
  p { margin: 0 0 1rem; color: var(--soft) }
  section > :last-child { margin-block-end: 0 }
  .write { display: inline-block; margin-block: .5rem 0; padding: .8rem 1.5rem; border-radius: 14px;
    background: var(--accent); color: #fff; font-weight: 600; text-decoration: none }
  a { color: inherit }
  a:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px }
  code { font: clamp(.72rem, 3.3vw, .9rem)/1.5 ui-monospace, monospace; overflow-wrap: anywhere; color: var(--ink) }
  pre { margin: 0 0 1rem; padding: .9rem 1.1rem; border-radius: 12px; background: var(--ground); overflow-x: auto }
  img { display: block; inline-size: 9rem; block-size: 9rem; margin-block: .5rem 0; border-radius: 12px }
  footer { padding-inline: .5rem; text-align: center; font-size: .85rem; color: var(--soft) }
`;

const policy = ["default-src 'none'", "img-src 'self'"];

/** `/`: what this node is, for whoever opens its address; in English, so the page says so whatever the browser asks for. */
export function frontPage({ isSecure }: PageRequest, businesses: readonly Business[]): Page {
  const [first] = businesses;
  const sections = first === undefined ? nothingYet : businesses.map(businessCard).join('');
  const footer = `<footer>For the team: <a href="/desk">open the desk</a></footer>`;
  const title = businesses.length === 1 && first ? first.record.summary.name : 'secure-chat';
  const body = `<main>${sections}${first === undefined ? '' : footer}</main>`;
  return page({ languages: undefined, isSecure }, { title, head: '', body, policy, style });
}

function businessCard({ id, record }: Business): string {
  const name = escape(record.summary.name);
  // The demo's key was made by this very node: the sentence that holds for everybody else would be a lie.
  const who = record.summary.name.endsWith(demoSuffix)
    ? 'This is a demo: this server made its key. Write nothing secret.'
    : `Messages are sealed in your browser. Only ${name} can open them, not this server.`;
  return `<section><h1>${name}</h1>
<p>${who}</p>
<a class="write" href="/chat?b=${id}">Write to us</a>
<h2>On your phone</h2><img src="/chat/qr.svg?b=${id}" alt="QR code of the chat page" width="144" height="144">
<h2>Fingerprint</h2><p><code>${id}</code></p></section>`;
}

const nothingYet = `<section><h1>No business is set up here yet</h1>
<p>The node runs. Whoever runs it makes a set-up link on the same machine, with the same settings:</p>
<pre><code>secure-chat init</code></pre>
<p>Open the link in the browser that will be your desk: the keys are made there. It is good once, for one day.</p></section>`;
