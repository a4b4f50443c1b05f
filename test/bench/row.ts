/** One line of the table. */
export interface Row {
  readonly what: string;
  readonly unit: string;
  readonly ours: number;
  /** The same work by the plainest program there could be. */
  readonly floor?: number;
  /** What must not be passed: by our number, or by its ratio to the floor. None: told for the record. */
  readonly budget?: { readonly of: 'ours' | 'ratio'; readonly max: number };
}

/** What became of a budget. */
export type Verdict = 'kept' | 'missed' | 'none';

/** A row with everything that follows from it. */
export interface Judged extends Row {
  readonly ratio: number | undefined;
  readonly verdict: Verdict;
}

/** Works out the ratio and whether the budget is kept. */
export function judge(row: Row): Judged {
  const { ours, floor, budget } = row;
  const ratio = floor === undefined ? undefined : ours / floor;
  if (!budget) return { ...row, ratio, verdict: 'none' };
  const value = budget.of === 'ratio' ? (ratio ?? NaN) : ours;
  return { ...row, ratio, verdict: value <= budget.max ? 'kept' : 'missed' };
}

const heads = ['what', 'ours', 'floor', 'ratio', 'budget', ''] as const;

/** The table as Markdown, aligned for a terminal. */
export function toTable(rows: readonly Judged[]): string {
  const lines = [heads, ...rows.map(cells)];
  const widths = heads.map((_, column) => Math.max(...lines.map(line => line[column]?.length ?? 0)));
  const [head = '', ...body] = lines.map(
    line => `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`,
  );
  const rule = `| ${widths.map(width => '-'.repeat(Math.max(width, 3))).join(' | ')} |`;
  return [head, rule, ...body].join('\n');
}

function cells({ what, unit, ours, floor, ratio, budget, verdict }: Judged): readonly string[] {
  const shown = (value: number | undefined): string => (value === undefined ? '–' : number(value));
  return [
    `${what}, ${unit}`,
    shown(ours),
    shown(floor),
    shown(ratio),
    budget ? `${budget.of === 'ratio' ? 'ratio ' : ''}<= ${number(budget.max)}` : '–',
    verdict === 'none' ? '' : verdict,
  ];
}

function number(value: number): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return value.toLocaleString('en', { maximumFractionDigits: digits });
}
