/** What the root key says of the team (PROTOCOL 3): its types, and guards that take exactly the listed keys. */
import { hasExactKeys, isCount, isListOf, isObject, isOneOf, isText } from '../guards.js';
import type { BusinessId, PeerId } from '../ids.js';
import { isBox, isBusiness, isPeer, maxDevices } from './common.js';
import type { BoxStatement } from './common.js';

/** One device of the team, shown inside the encryption only. */
export interface CertificateStatement {
  readonly v: 1;
  readonly business: BusinessId;
  /** The device's public signing key in base64url: who hashes it gets the peer id. */
  readonly device: string;
  readonly member: string;
  readonly name: string;
  readonly role: 'owner' | 'agent';
  readonly since: number;
  readonly until: number;
}

/** The team, at the node only sealed to the inbox. */
export interface RosterStatement {
  readonly v: 1;
  readonly seq: number;
  readonly certificates: readonly string[];
  readonly boxes: readonly (BoxStatement & { readonly device: PeerId })[];
}

/** The devices that the node admits. */
export interface AccessStatement {
  readonly v: 1;
  readonly seq: number;
  readonly devices: readonly PeerId[];
}

/** Whether a JSON value is a certificate. */
export function isCertificateStatement(value: unknown): value is CertificateStatement {
  return (
    isObject(value) &&
    hasExactKeys(value, ['v', 'business', 'device', 'member', 'name', 'role', 'since', 'until']) &&
    value['v'] === 1 &&
    isBusiness(value['business']) &&
    isText(value['device'], 100) &&
    isText(value['member'], 100) &&
    isText(value['name'], 200) &&
    isOneOf(value['role'], ['owner', 'agent']) &&
    isCount(value['since']) &&
    isCount(value['until'])
  );
}

/** Whether a JSON value is a roster. */
export function isRosterStatement(value: unknown): value is RosterStatement {
  return (
    isObject(value) &&
    hasExactKeys(value, ['v', 'seq', 'certificates', 'boxes']) &&
    value['v'] === 1 &&
    isCount(value['seq']) &&
    isListOf(value['certificates'], maxDevices, isCompact) &&
    isListOf(value['boxes'], maxDevices, isDeviceBox)
  );
}

/** Whether a JSON value is an access list. */
export function isAccessStatement(value: unknown): value is AccessStatement {
  return (
    isObject(value) &&
    hasExactKeys(value, ['v', 'seq', 'devices']) &&
    value['v'] === 1 &&
    isCount(value['seq']) &&
    isListOf(value['devices'], maxDevices, isDevice)
  );
}

function isDevice(value: unknown): value is PeerId {
  return isPeer(value) && value.startsWith('a');
}

function isCompact(value: unknown): value is string {
  return isText(value, 2_048);
}

function isDeviceBox(value: unknown): value is RosterStatement['boxes'][number] {
  return (
    isObject(value) &&
    hasExactKeys(value, ['device', 'ec', 'kem']) &&
    isDevice(value['device']) &&
    isBox(value)
  );
}
