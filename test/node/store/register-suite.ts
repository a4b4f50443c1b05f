import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RegisterStore } from '../../../src/node/store/register-store.js';
import { fromText } from '../../../src/wire/bytes.js';
import type { BusinessId } from '../../../src/wire/ids.js';
import { recordOf } from './records.js';

/** A register that can be opened again. */
export interface RegisterSetup extends Disposable {
  readonly register: RegisterStore;
  /** The same businesses in a new register, as after a restart. */
  readonly reopen: () => RegisterStore;
}

const juniper = `sc1-${'a'.repeat(32)}` as BusinessId;
const other = `sc1-${'b'.repeat(32)}` as BusinessId;
const backup = { id: 'recovery', data: 'sealed' };

/** What every register must do. */
export function registerSuite(name: string, setup: () => RegisterSetup): void {
  const test = (title: string, body: (setup: RegisterSetup) => Promise<void>): void => {
    it(title, async () => {
      using made = setup();
      await body(made);
    });
  };
  const first = recordOf(juniper);
  const second = recordOf(juniper, { card: fromText('second card') });

  describe(`${name} as a register`, () => {
    test('has every business on disk as it was written, oldest first', async ({ register, reopen }) => {
      const record = recordOf(other, { access: 'list', accessSeq: 7, roster: 'sealed' });
      assert.equal(await register.save({ record, over: undefined }), 'saved');
      assert.equal(await register.save({ record: first, over: undefined }), 'saved');
      assert.deepEqual(await reopen().businesses(), [record, first]);
      assert.deepEqual(await register.business(juniper), first);
      assert.equal(await register.business(`sc1-${'z'.repeat(32)}` as BusinessId), undefined);
    });

    test('writes nothing over what the writer had not seen', async ({ register }) => {
      await register.save({ record: first, over: undefined });
      await register.save({ record: second, over: first });
      const third = recordOf(juniper, { access: 'list', accessSeq: 1 });
      for (const over of [first, undefined, recordOf(juniper, { roster: 'another' })])
        assert.equal(await register.save({ record: third, over, backup }), 'outdated');
      assert.deepEqual(await register.business(juniper), second);
      assert.equal(await register.backup(backup.id), undefined);
    });

    test("keeps a backup, and never under another business's id", async ({ register }) => {
      await register.save({ record: first, over: undefined, backup });
      assert.deepEqual(await register.backup(backup.id), { business: juniper, data: 'sealed' });
      const thief = { record: recordOf(other), over: undefined, backup: { ...backup, data: 'mine' } };
      assert.equal(await register.save(thief), 'refused');
      assert.equal(await register.business(other), undefined);
      assert.equal((await register.backup(backup.id))?.data, 'sealed');
    });

    test('accepts a set-up token once, and not after its time', async ({ register }) => {
      await register.addSetupToken('fresh', 100);
      await register.addSetupToken('late', 100);
      assert.equal(await register.hasSetupToken('fresh', 99), true);
      assert.equal(await register.hasSetupToken('late', 100), false);
      assert.equal(await register.hasSetupToken('unknown', 1), false);
      const saving = { record: first, over: undefined, backup };
      assert.equal(await register.register('late', 100, saving), 'refused');
      assert.equal(await register.register('fresh', 99, saving), 'saved');
      assert.equal(await register.register('fresh', 99, { ...saving, over: first }), 'refused');
    });

    test('spends no token on a business that it did not write', async ({ register }) => {
      await register.addSetupToken('fresh', 100);
      await register.save({ record: first, over: undefined });
      const saving = { record: second, over: undefined, backup };
      assert.equal(await register.register('fresh', 1, saving), 'outdated');
      assert.equal(await register.register('fresh', 1, { ...saving, over: first }), 'saved');
      assert.deepEqual(await register.business(juniper), second);
    });

    test('tells of what was written, and of nothing else', async ({ register }) => {
      const heard: BusinessId[] = [];
      register.onChange(id => heard.push(id));
      await register.save({ record: first, over: undefined });
      await register.save({ record: second, over: undefined });
      await register.register('unknown', 1, { record: second, over: first, backup });
      assert.deepEqual(heard, [juniper]);
      await register.addSetupToken('fresh', 100);
      await register.register('fresh', 1, { record: second, over: first, backup });
      assert.deepEqual(heard, [juniper, juniper]);
    });
  });
}
