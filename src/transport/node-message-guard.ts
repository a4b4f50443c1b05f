import { isCode, isObject } from '../wire/guards.js';
import type { NodeMessage } from '../wire/node-messages.js';

type Shape = Readonly<Record<string, 'string' | 'number' | 'boolean'>>;

/** Fields that must be there; optional ones are checked by whoever reads them. */
const shapes: Readonly<Record<NodeMessage['type'], Shape>> = {
  challenge: { nonce: 'string', time: 'number', log: 'string', teamOnline: 'boolean' },
  admitted: { ticket: 'string', mailbox: 'number' },
  stored: { n: 'number' },
  refused: { code: 'string' },
  card: { card: 'string' },
  team: { online: 'boolean' },
  visitor: { id: 'string', online: 'boolean' },
  ticket: { ticket: 'string' },
  pong: {},
};

/** Reads a text frame of the node; `undefined` for anything odd, which is dropped: a hostile node gains nothing by it. */
export function readNodeMessage(data: unknown): NodeMessage | undefined {
  if (typeof data !== 'string') return undefined;
  try {
    const value: unknown = JSON.parse(data);
    return isNodeMessage(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isNodeMessage(value: unknown): value is NodeMessage {
  if (!isObject(value)) return false;
  // What may be missing passes in place of what is.
  const { type, code, card = '', n = 0, turn = {}, visitors = [] } = value;
  return (
    typeof type === 'string' &&
    Object.hasOwn(shapes, type) &&
    Object.entries(shapes[type as NodeMessage['type']]).every(
      ([name, kind]) => typeof value[name] === kind,
    ) &&
    (type !== 'refused' || isCode(code)) &&
    typeof card === 'string' &&
    typeof n === 'number' &&
    typeof turn === 'object' &&
    turn !== null &&
    Array.isArray(visitors) &&
    visitors.every(member => typeof member === 'string')
  );
}
