/** Opens as bytes for the store, versioned; they hold secrets, so the store seals them. */
import { concat, fromText, toText } from '../wire/bytes.js';
import type { Bytes } from '../wire/bytes.js';
import { Reader, u64 } from '../wire/codec.js';
import { isId128 } from '../wire/id128.js';
import { isPeerId } from '../wire/ids.js';
import { readPadded } from './read-padded.js';
import type { OpenSecrets, ReceivedOpen, SentOpen } from './open.js';

const version = 1;

interface Common {
  readonly business: Bytes;
  readonly openId: Bytes;
  readonly frameHash: Bytes;
  readonly number: number;
  readonly cardSeq: number;
  readonly secrets: OpenSecrets;
}

/** Bytes of an open that was sent. */
export function encodeSentOpen(sent: SentOpen): Bytes {
  return concat(encodeCommon(sent), fromText(sent.visitor));
}

/** Reads an open that was sent, or answers `undefined`. */
export function decodeSentOpen(bytes: Uint8Array): SentOpen | undefined {
  const reader = new Reader(bytes);
  const common = readCommon(reader);
  const visitor = readText(reader, 27);
  if (!common || !visitor || !isPeerId(visitor) || !reader.isDone) return undefined;
  return { ...common, visitor };
}

/** Bytes of an open that was received. */
export function encodeReceivedOpen(open: ReceivedOpen): Bytes {
  const { publicKey, id, conversation } = open.visitor;
  const { ec, kem } = open.bundle;
  return concat(encodeCommon(open), publicKey, fromText(id), fromText(conversation), ec, kem, open.padded);
}

/** Reads an open that was received, or answers `undefined`; its payloads are read anew. */
export function decodeReceivedOpen(bytes: Uint8Array): ReceivedOpen | undefined {
  const reader = new Reader(bytes);
  const common = readCommon(reader);
  const publicKey = reader.take(65);
  const id = readText(reader, 27);
  const conversation = readText(reader, 26);
  const ec = reader.take(65);
  const kem = reader.take(1_184);
  const padded = reader.rest();
  if (!common || !publicKey || !id || !conversation || !ec || !kem || !padded) return undefined;
  if (!isPeerId(id) || !isId128(conversation)) return undefined;
  const visitor = { publicKey, id, conversation };
  return { ...common, visitor, bundle: { ec, kem }, padded, payloads: readPadded(padded) };
}

function encodeCommon({ business, frameHash, number, cardSeq, secrets }: Common): Bytes {
  const { session, accept, pre } = secrets;
  return concat(Uint8Array.of(version), business, frameHash, u64(number), u64(cardSeq), session, accept, pre);
}

function readCommon(reader: Reader): Common | undefined {
  if (reader.u8() !== version) return undefined;
  const business = reader.take(20);
  const frameHash = reader.take(32);
  const number = reader.u64();
  const cardSeq = reader.u64();
  const session = reader.take(32);
  const accept = reader.take(32);
  const pre = reader.take(32);
  if (!business || !frameHash || number === undefined || cardSeq === undefined) return undefined;
  if (!session || !accept || !pre) return undefined;
  const openId = frameHash.slice(0, 16);
  return { business, openId, frameHash, number, cardSeq, secrets: { session, accept, pre } };
}

function readText(reader: Reader, length: number): string | undefined {
  const bytes = reader.take(length);
  return bytes && toText(bytes);
}
