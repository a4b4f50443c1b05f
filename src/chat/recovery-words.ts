import { entropyToMnemonic, mnemonicToEntropy } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { parseRecoveryCode } from '../protocol/recovery.js';
import type { Bytes } from '../wire/bytes.js';

/** A recovery code as twelve words (BIP 39): easier to write down and to read out than 26 letters, with a checksum. */
export function recoveryWords(code: Bytes): readonly string[] {
  return entropyToMnemonic(code, wordlist).split(' ');
}

/** The code in twelve words or in its base32 form; `undefined` where a word is wrong. */
export function readRecoveryCode(text: string): Bytes | undefined {
  const normal = text.trim().toLowerCase().split(/\s+/u).join(' ');
  if (!normal.includes(' ')) return parseRecoveryCode(normal);
  try {
    return Uint8Array.from(mnemonicToEntropy(normal, wordlist));
  } catch {
    // The library says "not a word" and "wrong checksum" by throwing: for us both are a code that is none.
    return undefined;
  }
}
