import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { deskStorePath } from '../golden/desk-store.js';
import type { DeskStore } from '../golden/desk-store.js';
import { deskEnd } from './desk-end.js';
import { deskField, inMemory, visitorField } from './fields.js';
import { modelEnd } from './model-end.js';
import { sequences } from './sequences.js';
import { visitorEnd } from './visitor-end.js';

const golden = JSON.parse(readFileSync(deskStorePath, 'utf8')) as DeskStore;

describe('whoever types, however fast, on whatever disk: what was entered is what was sent, once, in order, to whom it was meant', () => {
  it('is a customer, by the model', () => sequences(10_000, () => modelEnd(['hers'])));
  it('is an agent who turns from one to the other, by the model', () =>
    sequences(10_000, () => modelEnd(['a', 'b', 'c'])));
  it('is a customer, by her engine', () => sequences(200, () => visitorEnd(inMemory(visitorField))));
  it('is an agent who turns from one to the other, by the engine of the desk', () =>
    sequences(200, () => deskEnd(inMemory(deskField), golden)));
});
