/** The public point of a P-256 scalar, for vectors that give only the scalar: WebCrypto imports no key without its point. */

const p = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n;
const g = [
  0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
  0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
  1n,
] as const;

/** Jacobian coordinates; z = 0 is infinity. */
type Point = readonly [x: bigint, y: bigint, z: bigint];

function mod(value: bigint): bigint {
  const rest = value % p;
  return rest < 0n ? rest + p : rest;
}

function double([x, y, z]: Point): Point {
  const delta = mod(z * z);
  const gamma = mod(y * y);
  const beta = mod(x * gamma);
  const alpha = mod(3n * (x - delta) * (x + delta));
  const x3 = mod(alpha * alpha - 8n * beta);
  return [x3, mod(alpha * (4n * beta - x3) - 8n * gamma * gamma), mod((y + z) ** 2n - gamma - delta)];
}

function add(left: Point, right: Point): Point {
  if (left[2] === 0n) return right;
  const [x1, y1, z1] = left;
  const [x2, y2, z2] = right;
  const [z1z1, z2z2] = [mod(z1 * z1), mod(z2 * z2)];
  const [u1, u2] = [mod(x1 * z2z2), mod(x2 * z1z1)];
  const [s1, s2] = [mod(y1 * z2 * z2z2), mod(y2 * z1 * z1z1)];
  if (u1 === u2 && s1 === s2) return double(left);
  const [h, r] = [mod(u2 - u1), mod(s2 - s1)];
  const hh = mod(h * h);
  const hhh = mod(h * hh);
  const v = mod(u1 * hh);
  const x3 = mod(r * r - hhh - 2n * v);
  return [x3, mod(r * (v - x3) - s1 * hhh), mod(h * z1 * z2)];
}

function invert(value: bigint): bigint {
  let result = 1n;
  let base = value;
  for (let exponent = p - 2n; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = mod(result * base);
    base = mod(base * base);
  }
  return result;
}

export function publicPoint(scalar: Uint8Array): Uint8Array<ArrayBuffer> {
  let sum: Point = [0n, 1n, 0n];
  for (const byte of scalar) {
    for (let bit = 7; bit >= 0; bit--) {
      sum = double(sum);
      if ((byte >> bit) & 1) sum = add(sum, g);
    }
  }
  const inverse = invert(sum[2]);
  const square = mod(inverse * inverse);
  const point = Uint8Array.of(4, ...new Uint8Array(64));
  for (const [offset, value] of [
    [1, mod(sum[0] * square)],
    [33, mod(sum[1] * square * inverse)],
  ] as const) {
    for (let index = 0; index < 32; index++) {
      point[offset + index] = Number((value >> BigInt(8 * (31 - index))) & 255n);
    }
  }
  return point;
}
