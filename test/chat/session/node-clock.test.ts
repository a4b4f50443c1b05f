import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { NodeClock } from '../../../src/chat/session/node-clock.js';

const hour = 3_600_000;

describe('the device’s clock beside the node’s', () => {
  /** A device that somebody may set, on a page that ticks by itself. */
  function clocks(aheadMs: number): { clock: NodeClock; device: { now: number }; page: { ticks: number } } {
    const device = { now: 1_800_000_000_000 + aheadMs };
    const page = { ticks: 5_000 };
    const clock = new NodeClock(
      () => device.now,
      () => page.ticks,
    );
    clock.hear(1_800_000_000);
    return { clock, device, page };
  }

  it('is not wrong before the node said anything, nor within a day of it', () => {
    assert.equal(
      new NodeClock(
        () => 0,
        () => 0,
      ).isWrong,
      false,
    );
    for (const hours of [-23, 0, 23]) assert.equal(clocks(hours * hour).clock.isWrong, false);
  });

  it('is wrong more than a day apart, either way', () => {
    for (const hours of [-25, 25, 24 * 400]) assert.equal(clocks(hours * hour).clock.isWrong, true);
  });

  it('is right as soon as it was set right, without another word of the node', () => {
    const { clock, device } = clocks(48 * hour);
    assert.equal(clock.isWrong, true);
    device.now -= 48 * hour;
    assert.equal(clock.isWrong, false);
  });

  it('is not made wrong by days that pass on an open page', () => {
    const { clock, device, page } = clocks(0);
    for (let day = 0; day < 400; day++) {
      device.now += 24 * hour;
      page.ticks += 24 * hour;
      assert.equal(clock.isWrong, false);
    }
  });
});
