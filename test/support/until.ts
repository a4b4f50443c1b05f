import type { Model } from '../../src/chat/model/model.js';

const patienceMs = 20_000;

/** The first state of a model that passes; fails with the last state's words when none comes. */
export async function until<State, Request, Passing extends State>(
  model: Model<State, Request>,
  what: string,
  passes: (state: State) => state is Passing,
): Promise<Passing>;
export async function until<State, Request>(
  model: Model<State, Request>,
  what: string,
  passes: (state: State) => boolean,
): Promise<State>;
export async function until<State, Request>(
  model: Model<State, Request>,
  what: string,
  passes: (state: State) => boolean,
): Promise<State> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const { state } = model;
      if (!passes(state)) return;
      clearTimeout(patience);
      stop();
      resolve(state);
    };
    const patience = setTimeout(() => {
      stop();
      reject(new Error(`Waited in vain for: ${what}. Last: ${JSON.stringify(model.state)}`));
    }, patienceMs);
    const stop = model.subscribe(look);
    look();
  });
}
