import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { useStage } from '../support/stage.js';
import { startTurnServer } from '../support/turn-server.js';
import type { TurnServer } from '../support/turn-server.js';

describe('behind a network that lets no UDP through', () => {
  let turn: TurnServer;

  before(async () => {
    turn = await startTurnServer();
  });

  const stage = useStage({
    flags: ['--webrtc-ip-handling-policy=disable_non_proxied_udp'],
    environment: () => ({ TURN_URLS: turn.options.urls.join(), TURN_SECRET: turn.options.secret }),
  });

  after(() => turn.close());

  it('reaches the desk directly through the business’s own TURN server', async () => {
    const panel = await stage.meet('Hello from a strict office');
    await panel.goes('direct');
    await panel.write('Through your TURN server');
    await stage.desk.shows('Through your TURN server');
    assert.ok(turn.allocations() > 0);
  });
});
