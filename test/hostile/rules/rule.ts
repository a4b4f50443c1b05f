/** One piece of source text, and what stands there without its rule. */
export interface Edit {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** A rule, the attack that it keeps out, and the edits that take it out: more than one where two checks hold it up. */
export interface Rule {
  readonly rule: string;
  readonly attack: string;
  readonly edits: readonly Edit[];
}

/** A rule that one edit takes out. */
export function one(rule: string, attack: string, file: string, find: string, replace: string): Rule {
  return { rule, attack, edits: [{ file: `src/${file}`, find, replace }] };
}
