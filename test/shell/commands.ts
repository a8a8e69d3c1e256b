import type { PiProgram, Command } from '#runtime/pi/system.ts';

/** The few programs that tests of the shell start; the Pi's own have tests of their own. */
const program = (name: string, run: PiProgram): Command => ({ name, paths: [`/usr/local/bin/${name}`], run });

const cat: PiProgram = async (process) => {
  const [, ...paths] = process.argv;
  for (const path of paths) {
    try {
      await process.stdout.write(await process.files.read(path));
    } catch {
      await process.stderr.write(`cat: ${path}: No such file or directory\n`);
      return 1;
    }
  }
  if (paths.length > 0) return 0;
  for (let bytes = await process.stdin.read(); bytes !== null; bytes = await process.stdin.read())
    await process.stdout.write(bytes);
  return 0;
};

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

const sleep: PiProgram = async (process) => {
  await process.sleep(Number(process.argv[1]) * 1_000);
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
  program('cat', cat),
  program('args', args),
  program('env', env),
  program('sleep', sleep),
  program('orderly', orderly),
  program('yes', yes),
];
