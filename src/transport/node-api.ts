import { SecureChatError } from '../errors.js';
import type { ErrorCode } from '../errors.js';
import { isBusinessId } from '../wire/ids.js';
import type { BackupAnswer, SetupRequest } from '../wire/node-messages.js';

/** The node's JSON API, as far as a desk needs it before it is admitted. */
export interface NodeApi {
  /** Registers a business. Fails with `setup-spent`, `card-invalid` or `node-unreachable`. */
  register(request: SetupRequest): Promise<void>;
  /** The sealed backup of a recovery code's id. Fails with `recovery-wrong` or `node-unreachable`. */
  backup(id: string): Promise<BackupAnswer>;
}

/** The API over `fetch`. */
export class HttpNodeApi implements NodeApi {
  readonly #node: string;

  /** @param node origin of the node */
  constructor(node: string) {
    this.#node = node;
  }

  async register(request: SetupRequest): Promise<void> {
    await this.#call('/v1/setup', 'setup-spent', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
    });
  }

  async backup(id: string): Promise<BackupAnswer> {
    const answer = await this.#call(`/v1/backup/${encodeURIComponent(id)}`, 'recovery-wrong', {});
    if (!isBackupAnswer(answer)) throw new SecureChatError('recovery-wrong');
    return answer;
  }

  async #call(path: string, refusal: ErrorCode, init: RequestInit): Promise<unknown> {
    let response: Response;
    try {
      response = await fetch(new URL(path, this.#node), { ...init, credentials: 'omit', cache: 'no-store' });
    } catch (cause) {
      throw new SecureChatError('node-unreachable', undefined, { cause });
    }
    if (response.status >= 500) throw new SecureChatError('node-unreachable');
    if (response.status === 429) throw new SecureChatError('too-often');
    if (!response.ok) throw new SecureChatError(refusal);
    const text = await response.text();
    try {
      return text === '' ? undefined : JSON.parse(text);
    } catch (cause) {
      throw new SecureChatError('node-unreachable', undefined, { cause });
    }
  }
}

function isBackupAnswer(value: unknown): value is BackupAnswer {
  if (typeof value !== 'object' || value === null) return false;
  const { business, card, access, data }: Readonly<Record<string, unknown>> = { ...value };
  return (
    typeof business === 'string' &&
    isBusinessId(business) &&
    typeof card === 'string' &&
    typeof data === 'string' &&
    (access === undefined || access === null || typeof access === 'string')
  );
}
