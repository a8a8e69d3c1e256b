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

/** Ends in order on Ctrl-C, as mosquitto_sub does. */
const orderly: PiProgram = async (process) => {
  let asked = false;
  process.onSignal('SIGINT', () => (asked = true));
  while (!asked) await process.sleep(100);
  await process.stdout.write('orderly\n');
  return 0;
};

export const testCommands: readonly Command[] = [program('args', args), program('orderly', orderly)];
