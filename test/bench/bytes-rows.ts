/** What a customer's browser loads, as the node serves it to whoever takes gzip. `test/e2e` counts the same on the wire. */
import { readdirSync, statSync } from 'node:fs';
import { budgets } from '../build/budgets.js';
import type { Row } from './row.js';

/** Sizes of the build. */
export async function bytesRows(): Promise<readonly Row[]> {
  const [folder = ''] = readdirSync('dist/w').filter(name => !name.includes('.'));
  const size = (file: string): number => statSync(`dist/${file}.gz`).size;
  const shell = size('secure-chat.js');
  const unit = 'bytes gzip';
  const { shells, firstMessage } = budgets;
  const most = (max: number) => ({ of: 'ours', max }) as const;
  return [
    { what: 'before the launcher shows', unit, ours: shell, budget: most(shells['secure-chat.js']) },
    { what: 'the same by embed.js', unit, ours: size('embed.js'), budget: most(shells['embed.js']) },
    {
      what: 'before the first message is stored',
      unit,
      ours: shell + size(`w/${folder}/visitor.js`),
      budget: most(firstMessage),
    },
  ];
}
