/** Reads what suites are given from disk: golden files, and vectors where this machine has them. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { vectorFiles } from '../vectors.suite.js';
import type { Run } from './suites.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The golden file's place. */
export const goldenPath = `${root}test/golden/golden.json`;

export function readRun(stride: number): Run {
  const folder = process.env['SECURE_CHAT_VECTORS'] ?? `${root}../shared/vectors`;
  const vectors: Record<string, unknown> = {};
  for (const name of vectorFiles) {
    const path = `${folder}/${name}`;
    if (existsSync(path)) vectors[name] = JSON.parse(readFileSync(path, 'utf8')) as unknown;
  }
  const missing = vectorFiles.length - Object.keys(vectors).length;
  if (missing > 0) console.log(`${missing} of ${vectorFiles.length} vector files are not here and left out`);
  const golden: unknown = JSON.parse(readFileSync(goldenPath, 'utf8'));
  return { stride, vectors: vectors, golden };
}
