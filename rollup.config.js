/** Builds `dist/`: the app first, as its hash is its address, then the shells that know this address, then the node. */
import commonjs from '@rollup/plugin-commonjs';
import resolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { rollup } from 'rollup';
import esbuild, { minify } from 'rollup-plugin-esbuild';
import {
  appAddress,
  baselineLit,
  catalogueNames,
  catalogues,
  classicScript,
  integrity,
  oneNotice,
  plainDecorators,
  precompressed,
  strict,
  styleSpace,
  withoutAdapter,
  withoutForeignHosts,
} from './scripts/rollup-plugins.js';
import { templateSpace } from './scripts/template-space.js';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const typescript = () => esbuild({ target: 'es2022', tsconfig: 'tsconfig.json' });
const browser = () => [
  strict(),
  withoutAdapter(),
  withoutForeignHosts(),
  baselineLit(),
  resolve({ browser: true }),
  commonjs(),
  styleSpace(),
  typescript(),
  plainDecorators(),
  templateSpace(),
  catalogueNames(),
];
const small = () => [
  minify({ target: 'es2022' }),
  terser({ ecma: 2022, module: true, compress: { passes: 3 } }),
  oneNotice(),
];

/**
 * The two apps are built apart: what both use would else come whole, with the desk's half, to every customer. Their
 * chunks have plain names, as the folder has the hash; catalogues are the same for both.
 */
const apps = [
  { input: { visitor: 'src/app/visitor.ts' }, chunkFileNames: '[name].js' },
  { input: { desk: 'src/app/desk.ts' }, chunkFileNames: 'desk-[name].js' },
  { input: catalogues(), chunkFileNames: '[name].js' },
];

/** One folder for all chunks of the app, named by the hash of all their bytes: immutable, and never mixed with another build. */
async function buildApp() {
  const hash = createHash('sha256');
  const builds = [];
  for (const { input, chunkFileNames } of apps) {
    const options = { format: 'es', entryFileNames: '[name].js', chunkFileNames, plugins: small() };
    const build = await rollup({
      input,
      plugins: browser(),
      preserveEntrySignatures: 'allow-extension',
    });
    builds.push([build, options]);
    const { output } = await build.generate(options);
    for (const { fileName, code, source } of output) hash.update(`${fileName}\0`).update(code ?? source);
  }
  const folder = `w/${hash.digest('hex').slice(0, 12)}`;
  for (const [build, options] of builds) {
    await build.write({ ...options, dir: `dist/${folder}`, plugins: [...options.plugins, precompressed()] });
    await build.close();
  }
  return folder;
}

/** Says for each file of this version what its bytes must be, for pages that pin them. */
function writeManifest(folder) {
  const names = readdirSync(`dist/${folder}`).filter(name => name.endsWith('.js'));
  const files = ['secure-chat.js', 'embed.js', ...names.map(name => `${folder}/${name}`)];
  const hashes = Object.fromEntries(files.map(file => [file, integrity(readFileSync(`dist/${file}`))]));
  writeFileSync('dist/w/manifest.json', JSON.stringify({ [version]: hashes }, null, 2) + '\n');
}

/** The node and its CLI: our modules in one file, packages stay outside. */
const nodeBuild = {
  input: { cli: 'src/node/cli.ts' },
  external: id => !/^[./\0]/.test(id),
  plugins: [strict(), resolve({ extensions: ['.ts', '.js'] }), typescript()],
  output: {
    dir: 'dist/node',
    format: 'es',
    entryFileNames: '[name].js',
  },
};

export default async () => {
  rmSync('dist', { recursive: true, force: true });
  const folder = await buildApp();
  const plugins = [appAddress(folder), ...browser()];
  const shell = (input, format, more = []) => ({
    input,
    plugins: [...plugins, ...more],
    output: { dir: 'dist', format, entryFileNames: '[name].js', plugins: [...small(), precompressed()] },
  });
  return [
    shell({ index: 'src/index.ts' }, 'es'),
    shell({ 'secure-chat': 'src/element/secure-chat-element-define.ts' }, 'es'),
    shell({ embed: 'src/element/embed.ts' }, 'iife', [
      classicScript(),
      { name: 'manifest', writeBundle: () => writeManifest(folder) },
    ]),
    ...(existsSync('src/node/cli.ts') ? [nodeBuild] : []),
  ];
};
