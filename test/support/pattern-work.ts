/** How many characters regular expressions looked at while `run` ran: a measure of work without a clock. */
export function patternWork(run: () => unknown): number {
  const { exec } = RegExp.prototype;
  let work = 0;
  RegExp.prototype.exec = function count(text: string): RegExpExecArray | null {
    const from = this.sticky || this.global ? this.lastIndex : 0;
    const found = exec.call(this, text);
    const to = found && (this.sticky || this.global) ? this.lastIndex : this.sticky ? from : text.length;
    work += 1 + Math.max(0, to - from);
    return found;
  };
  try {
    run();
    return work;
  } finally {
    RegExp.prototype.exec = exec;
  }
}
