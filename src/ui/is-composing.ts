/** Whether a key belongs to an input method: its Enter ends a word and its Escape drops one, nothing else. */
export function isComposing(event: KeyboardEvent): boolean {
  // Safari ends a composition before it tells the Enter that ended it; nothing but the old code says so.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  return event.isComposing || event.keyCode === 229;
}
