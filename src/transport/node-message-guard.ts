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
  if (typeof value !== 'object' || value === null || !('type' in value)) return false;
  const { type } = value;
  if (typeof type !== 'string' || !Object.hasOwn(shapes, type)) return false;
  const fields: Readonly<Record<string, unknown>> = { ...value };
  return (
    Object.entries(shapes[type as NodeMessage['type']]).every(
      ([name, kind]) => typeof fields[name] === kind,
    ) &&
    isOptional(fields['card'], 'string') &&
    isOptional(fields['n'], 'number') &&
    (fields['visitors'] === undefined || isTextList(fields['visitors'])) &&
    (type !== 'refused' || isCode(fields['code'])) &&
    isOptional(fields['turn'], 'object')
  );
}

function isTextList(value: unknown): boolean {
  return Array.isArray(value) && value.every(member => typeof member === 'string');
}

/** A code picks words out of a table: it must not name what every object has, such as `constructor`. */
function isCode(value: unknown): boolean {
  return typeof value === 'string' && !(value in {});
}

function isOptional(value: unknown, kind: 'string' | 'number' | 'object'): boolean {
  return value === undefined || (typeof value === kind && value !== null);
}
