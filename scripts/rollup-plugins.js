/** Small Rollup plugins of this build. */
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** `import.meta.url` of a classic script; read while it runs, as `currentScript` is gone afterwards. */
export function classicScript() {
  return { name: 'classic-script', resolveImportMeta: () => 'document.currentScript.src' };
}

/** Writes where the app is into the shell. */
export function appAddress(folder) {
  return {
    name: 'app-address',
    transform(code, id) {
      if (!id.endsWith('/element/load-app.ts')) return null;
      const source = '`../app/${mode}.ts`';
      if (!code.includes(source)) this.error('the path of the app is not where it was');
      return { code: code.replace(source, `\`${folder}/\${mode}.js\``), map: null };
    },
  };
}

/** Names the files of catalogues beside the app that loads them; both apps load the same ones. */
export function catalogueNames() {
  return {
    name: 'catalogue-names',
    transform(code, id) {
      if (!id.endsWith('/words/languages.ts')) return null;
      const source = '`./${language}/${part}.ts`';
      if (!code.includes(source)) this.error('the path of the catalogues is not where it was');
      return { code: code.replace(source, '`./words-${language}-${part}.js`'), map: null };
    },
  };
}

/** Every catalogue as an entry of its own, but for the English that is part of the apps. */
export function catalogues() {
  const inside = ['words-en-conversation', 'words-en-desk'];
  const folders = readdirSync('src/words', { withFileTypes: true }).filter(entry => entry.isDirectory());
  const entries = folders.flatMap(({ name: language }) =>
    readdirSync(`src/words/${language}`).map(file => [
      `words-${language}-${file.replace('.ts', '')}`,
      `src/words/${language}/${file}`,
    ]),
  );
  return Object.fromEntries(entries.filter(([name]) => !inside.includes(name)));
}

/** Style sheets are text in `*.styles.ts`: white space there is for readers of the source. */
export function styleSpace() {
  return {
    name: 'style-space',
    transform(code, id) {
      if (!id.endsWith('.styles.ts')) return null;
      const text = code.replace(/`[^`]*`/g, sheet =>
        sheet
          .replace(/\/\*[^]*?\*\//g, '')
          .replace(/\s+/g, ' ')
          .replace(/ ?([{};,]) ?/g, '$1')
          .replace(/: /g, ':')
          .replace(/\( | (?=\))/g, space => space.trim())
          .replace(/(?<![\w.])0\./g, '.')
          .replace(/;}/g, '}')
          .replace(/^` | `$/g, '`'),
      );
      return { code: text, map: null };
    },
  };
}

/** `webrtc-adapter` is more than half of PeerJS and mends browsers before our baseline; PeerJS asks it for the browser only. */
export function withoutAdapter() {
  const stub = '\0webrtc-adapter';
  return {
    name: 'without-adapter',
    resolveId: id => (id === 'webrtc-adapter' ? stub : null),
    load: id =>
      id === stub
        ? `const [, firefox] = /Firefox\\/(\\d+)/.exec(navigator.userAgent) ?? [];
           const [, chrome] = /Chrom(?:e|ium)\\/(\\d+)/.exec(navigator.userAgent) ?? [];
           const [, safari] = /AppleWebKit\\/(\\d+)/.exec(navigator.userAgent) ?? [];
           const browser = firefox ? 'firefox' : chrome ? 'chrome' : 'safari';
           export default { browserDetails: { browser, version: Number(firefox ?? chrome ?? safari ?? 0) } };`
        : null,
  };
}

/** What Lit brings for browsers before our baseline, for standard decorators and for polyfills: what it is in its files, and instead. */
const spareLit = {
  'reactive-element/css-tag.js': [
    [
      't.ShadowRoot&&(void 0===t.ShadyCSS||t.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype',
      '!0',
    ],
    // A mistake of ours, told while we build: all values are other sheets.
    [
      "\"Value passed to 'css' function must be a 'css' function result: \"+t+\". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.\"",
      't',
    ],
    ['"CSSResult is not constructable. Use `unsafeCSS` or `css` instead."', ''],
  ],
  'reactive-element/reactive-element.js': [
    [
      'const t=this[Symbol.metadata];if(null!==t){const s=litPropertyMetadata.get(t);if(void 0!==s)for(const[t,i]of s)this.elementProperties.set(t,i)}',
      '',
    ],
    ['Symbol.metadata??=Symbol("metadata"),a.litPropertyMetadata??=new WeakMap;', ''],
    ['p?.({ReactiveElement:y}),(a.reactiveElementVersions??=[]).push("2.1.2")', '0'],
  ],
  'reactive-element/decorators/property.js': [['"object"==typeof o?r(t,e,o):', '']],
  'reactive-element/decorators/base.js': [
    ['Reflect.decorate&&"object"!=typeof t&&Object.defineProperty(e,t,c),c', 'Object.defineProperty(e,t,c)'],
  ],
  'lit-html/lit-html.js': [['B?.(S,k),(t.litHtmlVersions??=[]).push("3.3.3")', '0']],
  'lit-element/lit-element.js': [
    ['s.litElementHydrateSupport?.({LitElement:i})', '0'],
    ['o?.({LitElement:i})', '0'],
    ['(s.litElementVersions??=[]).push("4.2.2")', '0'],
  ],
};

/** Takes out of Lit what our browsers and our decorators never reach; fails where a new version reads otherwise. */
export function baselineLit() {
  const files = Object.entries(spareLit);
  return {
    name: 'baseline-lit',
    transform(code, id) {
      const [, edits] = files.find(([file]) => id.endsWith(`/${file}`)) ?? [];
      if (!edits) return null;
      let text = code;
      for (const [spare, instead] of edits) {
        if (!text.includes(spare)) this.error(`Lit reads otherwise than what is taken out of ${id}`);
        text = text.replace(spare, () => instead);
      }
      return { code: text, map: null };
    },
  };
}

/** Calls each decorator of a property by itself: the compiler would bring its helper into every file that has one. */
export function plainDecorators() {
  return {
    name: 'plain-decorators',
    transform(code, id) {
      if (!id.endsWith('.ts') || !code.includes('__decorateClass([')) return null;
      const text = code.replace(
        /__decorateClass\(\[\s*([^]+?)\s*\], (\w+\.prototype, "\w+"), 2\);/g,
        (call, decorator, target) => (decorator.includes(',\n') ? call : `${decorator}(${target});`),
      );
      if (text.includes('__decorateClass([')) this.error(`a decorator of another kind in ${id}`);
      return { code: text, map: null };
    },
  };
}

/** Hosts that PeerJS falls back to. They are replaced, and the build fails if one is left anywhere. */
const foreignHosts = /[\w.@-]*(?:google\.com|peerjs\.com)(?::\d+)?/g;

export function withoutForeignHosts() {
  return {
    name: 'without-foreign-hosts',
    transform: (code, id) =>
      /\/peerjs\//.test(id) ? { code: code.replace(foreignHosts, 'invalid'), map: null } : null,
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        const text = file.type === 'chunk' ? file.code : String(file.source);
        const [host] = text.match(foreignHosts) ?? [];
        if (host) this.error(`${file.fileName} names the foreign host ${host}`);
      }
    },
  };
}

/** One notice of a licence for a whole chunk, with all its years: Lit writes its own over each of its modules. */
export function oneNotice() {
  return {
    name: 'one-notice',
    renderChunk(code) {
      const notices = /\/\*\*\s*\* @license[^]*?\*\/\n?/g;
      const split = notice => {
        const [year = ''] = /\d{4}/.exec(notice) ?? [];
        return [year, notice.replace(year, 'YEARS').trim()];
      };
      const years = new Map();
      for (const [year, text] of [...code.matchAll(notices)].map(([notice]) => split(notice)))
        years.set(text, (years.get(text) ?? new Set()).add(year));
      const text = code.replace(notices, notice => {
        const [, rest] = split(notice);
        const all = years.get(rest);
        years.delete(rest);
        return all ? `${rest.replace('YEARS', [...all].sort().join(', '))}\n` : '';
      });
      return { code: text, map: null };
    },
  };
}

/** A warning is an error, but for what two packages were compiled with. */
export function strict() {
  return {
    name: 'strict',
    onLog(level, log) {
      if (log.code === 'THIS_IS_UNDEFINED') return false;
      if (level === 'warn') this.error(log);
      return undefined;
    },
  };
}

/** Puts `.br` and `.gz` beside each file, so that the node compresses nothing while it serves. */
export function precompressed() {
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  return {
    name: 'precompressed',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        for (const file of Object.values(bundle)) {
          const source = file.type === 'chunk' ? file.code : file.source;
          this.emitFile({
            type: 'asset',
            fileName: file.fileName + '.br',
            source: brotliCompressSync(source, quality),
          });
          this.emitFile({
            type: 'asset',
            fileName: file.fileName + '.gz',
            source: gzipSync(source, { level: 9 }),
          });
        }
      },
    },
  };
}

/** The value of an `integrity` attribute. */
export function integrity(source) {
  return 'sha384-' + createHash('sha384').update(source).digest('base64');
}
