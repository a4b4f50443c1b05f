/** A safety number in two lines of three groups, as people read it to each other. */
export function digitLines(groups: readonly string[]): string {
  return `${groups.slice(0, 3).join(' ')}\n${groups.slice(3).join(' ')}`;
}
