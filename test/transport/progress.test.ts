import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Progress } from '../../src/transport/progress.js';

describe('the progress of a queue', () => {
  it('follows frames that are handled in order', () => {
    const progress = new Progress();
    for (const position of [3, 4, 5]) progress.arrived(position);
    assert.deepEqual(
      [3, 4, 5].map(position => progress.handled(position)),
      [3, 4, 5],
    );
  });

  it('stops before a frame that waits, and catches up when that one is handled', () => {
    const progress = new Progress();
    for (const position of [3, 4, 5]) progress.arrived(position);
    assert.equal(progress.handled(4), 2);
    assert.equal(progress.handled(5), 2);
    assert.equal(progress.handled(3), 5);
  });

  it('goes back before a frame that comes again', () => {
    const progress = new Progress();
    progress.arrived(1);
    assert.equal(progress.handled(1), 1);
    progress.arrived(1);
    progress.arrived(2);
    assert.equal(progress.handled(2), 0);
  });
});
