import { SecureChatError } from '../../errors.js';
import { doctor } from './doctor.js';
import { init } from './init.js';
import { optionHelp, readOptions } from './options.js';
import { serve } from './serve.js';
import type { Terminal } from './serve.js';

/** Runs one command and answers the exit status: 0 done, 1 failed, 2 asked for in a wrong way. */
export async function run(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  terminal: Terminal,
): Promise<number> {
  const [command, ...rest] = args;
  return runReporting(terminal, async () => {
    // `serve --help` is asked before anything is wrong; flags that nobody knows are still refused below.
    if (args.some(arg => arg === '--help' || arg === '-h')) {
      terminal.out(help());
      return 0;
    }
    switch (command) {
      case 'serve':
        await serve(readOptions(rest, env), terminal);
        return 0;
      case 'init':
        await init(readOptions(rest, env), terminal);
        return 0;
      case 'doctor':
        return await doctor(readOptions(rest, env), terminal);
      case 'help':
        terminal.out(help());
        return 0;
      default:
        throw new SecureChatError(
          'option-invalid',
          `no command ${JSON.stringify(command ?? '')}: see \`secure-chat help\``,
        );
    }
  });
}

/** Runs work and turns what it throws into one line and an exit status. */
export async function runReporting({ err }: Terminal, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof SecureChatError)) throw error;
    err(`${error.code}: ${error.message}`);
    return error.code === 'option-invalid' ? 2 : 1;
  }
}

function help(): string {
  const options = optionHelp.map(
    ([flag, variable, meaning]) => `  --${flag.padEnd(18)}${variable.padEnd(18)}${meaning}`,
  );
  return [
    'secure-chat serve    run the node',
    'secure-chat init     print a one-time link that sets a business up',
    'secure-chat doctor   check the installation and print what to paste',
    '',
    ...options,
  ].join('\n');
}
