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

/** One notice of a licence for a whole chunk: Lit writes the same one over each of its modules. */
export function oneNotice() {
  return {
    name: 'one-notice',
    renderChunk(code) {
      const seen = new Set();
      const text = code.replace(/\/\*\*\s*\* @license[^]*?\*\/\n?/g, notice => {
        if (seen.has(notice.trim())) return '';
        seen.add(notice.trim());
        return notice;
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
