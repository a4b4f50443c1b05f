/** The one thing kept before a customer writes: that they have acted on this origin. */
const key = 'secure-chat';

/** Whether the customer has acted on this origin; with `acted`, notes that they just did. */
export function hasActed(acted?: boolean): boolean {
  try {
    if (acted) localStorage.setItem(key, '1');
    return localStorage.getItem(key) !== null;
  } catch {
    // Blocked or full storage must not break the page: the chat works, only the next page starts anew.
    return Boolean(acted);
  }
}

/** Takes the note away: this origin is as if the customer had never been here. */
export function clearActed(): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // Where storage is blocked there is no note.
  }
}
