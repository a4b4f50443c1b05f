/** WebCrypto for `tsconfig.protocol.json`, which has no DOM: the names of the web for Node's types. */
import type { webcrypto } from 'node:crypto';

declare global {
  type AesGcmParams = webcrypto.AesGcmParams;
  type AlgorithmIdentifier = webcrypto.AlgorithmIdentifier;
  type BufferSource = webcrypto.BufferSource;
  type Crypto = webcrypto.Crypto;
  type CryptoKey = webcrypto.CryptoKey;
  type CryptoKeyPair = webcrypto.CryptoKeyPair;
  type EcKeyImportParams = webcrypto.EcKeyImportParams;
  type EcdhKeyDeriveParams = webcrypto.EcdhKeyDeriveParams;
  type HkdfParams = webcrypto.HkdfParams;
  type JsonWebKey = webcrypto.JsonWebKey;
  type KeyUsage = webcrypto.KeyUsage;
  type Pbkdf2Params = webcrypto.Pbkdf2Params;
  type SubtleCrypto = webcrypto.SubtleCrypto;
}
