import { withLimits } from '../../../src/node/limits.js';
import { exportSigningKey } from '../../../src/protocol/keys.js';
import { toBase64url } from '../../../src/wire/base64url.js';
import { ctx } from '../../support/shop.js';
import { startTestNode } from '../../support/test-node.js';
import type { TestNode } from '../../support/test-node.js';
import type { CarrierRun } from './run.js';

/** A node that lets one address come as often as these tests do, and what they are given of it. */
export async function carrierNode(): Promise<{ readonly node: TestNode; readonly run: CarrierRun }> {
  const limits = withLimits({ upgradesPerMinute: 10_000, socketsPerAddress: 1_000, frameBurst: 10_000 });
  const node = await startTestNode({ limits });
  const device = toBase64url(await exportSigningKey(ctx, node.amir.key));
  return { node, run: { node: node.origin, business: node.shop.id, device } };
}
