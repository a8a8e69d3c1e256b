import type { PiProgram, Command } from '#runtime/pi/system.ts';

/** The few programs that tests of the shell start; the Pi's own have tests of their own. */
const program = (name: string, run: PiProgram): Command => ({ name, paths: [`/usr/local/bin/${name}`], run });

/** Shows what it was given: `[a][b c]`. */
const args: PiProgram = async (process) => {
  await process.stdout.write(
    `${process.argv
      .slice(1)
      .map((argument) => `[${argument}]`)
      .join('')}\n`,
  );
  return 0;
};

const env: PiProgram = async (process) => {
  for (const [name, value] of Object.entries(process.env)) await process.stdout.write(`${name}=${value}\n`);
  return 0;
};

/** Ends in order on Ctrl-C, as mosquitto_sub does. */
const orderly: PiProgram = async (process) => {
  let asked = false;
  process.onSignal('SIGINT', () => (asked = true));
  while (!asked) await process.sleep(100);
  await process.stdout.write('orderly\n');
  return 0;
};

const yes: PiProgram = async (process) => {
  for (;;) await process.stdout.write('y\n');
};

export const testCommands: readonly Command[] = [
  program('args', args),
  program('env', env),
  program('orderly', orderly),
  program('yes', yes),
];
