/** Whether a point lies on P-256 (SP 800-186, 3.2.1.3). Not every WebCrypto asks on import; one off the curve leaks the key it meets. */

const p = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n;
const b = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;

/** Whether bytes are an uncompressed point of the curve: 65 of them, the first one 4 (PROTOCOL 1). Of public values only. */
export function isPoint(bytes: Uint8Array): boolean {
  if (bytes.length !== 65 || bytes[0] !== 4) return false;
  const x = toNumber(bytes.subarray(1, 33));
  const y = toNumber(bytes.subarray(33));
  if (x >= p || y >= p) return false;
  return (y * y - (x * x * x - 3n * x + b)) % p === 0n;
}

function toNumber(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return value;
}
