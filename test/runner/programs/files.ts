import type { Program } from '#runtime/runner/inside/program.ts';

/** What is written can be read at once, by this program and by the next on the Pi. */
export function run(program: Program): void {
  const { files } = program;
  const fd = files.open('note', { write: true, create: true });
  files.write(fd, new TextEncoder().encode('written\n'));
  files.close(fd);
  const into = new Uint8Array(100);
  const length = files.read(files.open('note', { read: true }), into);
  program.write(1, into.slice(0, length));
  const word = program.hardware.openI2c('/dev/i2c-1').transfer(0x48, Uint8Array.of(0), 2);
  program.write(1, new TextEncoder().encode(`${word.length} bytes\n`));
  program.exit(0);
}
