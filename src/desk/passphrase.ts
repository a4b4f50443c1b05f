/** How hard a passphrase is to guess, roughly: for advice, never as a gate beyond the length. */
export type Strength = 'empty' | 'short' | 'weak' | 'fair' | 'strong';

/** Shortest passphrase that a desk takes. */
export const minPassphraseLength = 10;

/** Judges by length, by how many different characters and by words: rules about digits and signs make nobody safer. */
export function passphraseStrength(passphrase: string): Strength {
  const { length } = Array.from(passphrase);
  if (length === 0) return 'empty';
  if (length < minPassphraseLength) return 'short';
  const different = new Set(passphrase.toLowerCase()).size;
  const words = passphrase.split(/[\s._-]+/u).filter(word => word.length > 2).length;
  if (different < 6 || /^\d+$/.test(passphrase)) return 'weak';
  if (length >= 20 || (words >= 4 && different > 8)) return 'strong';
  return length >= 14 ? 'fair' : 'weak';
}
