/** Keeps everything that a page would log as an error while `run` runs. */
export async function errorsOf(run: () => Promise<void>): Promise<readonly string[]> {
  const errors: string[] = [];
  const { error } = console;
  const onError = (event: Event): void => {
    errors.push(event instanceof ErrorEvent ? event.message : event.type);
  };
  console.error = (...words: unknown[]) => {
    errors.push(words.map(String).join(' '));
  };
  for (const type of ['error', 'unhandledrejection']) window.addEventListener(type, onError);
  try {
    await run();
  } finally {
    console.error = error;
    for (const type of ['error', 'unhandledrejection']) window.removeEventListener(type, onError);
  }
  return errors;
}
