import type { ErrorCode } from '../errors.js';

/** What happened, and what to do. */
export type ErrorText = readonly [what: string, help: string];

/** Codes that only the desk or whoever runs the node can meet: their words are not sent to customers. */
export type TeamCode =
  | 'passphrase-wrong'
  | 'passphrase-weak'
  | 'recovery-wrong'
  | 'setup-spent'
  | 'device-removed'
  | 'option-invalid'
  | 'folder-in-use'
  | 'database-newer'
  | 'database-damaged'
  | 'port-in-use';

/** Codes that a customer can meet before her first words are stored, also offline: their words are always there. */
export type FlowCode =
  'storage-full' | 'storage-failed' | 'app-unavailable' | 'deposed' | 'node-unreachable' | 'message-too-long';

/** The rest, met where the node answers, or before a conversation can begin: their words are loaded when they are needed. */
export type RareCode = Exclude<ErrorCode, TeamCode | FlowCode>;
