import type { PiProcess } from '../../../system.ts';
import type { StandardOut } from '../../stdio.ts';
import { readArguments } from './arguments.ts';
import { armored } from './armor.ts';
import { hexOf } from './dgst.ts';
import { usageProblem } from './problem.ts';

const FLAGS = new Set(['hex', 'base64']);
/** One piece is as much as is asked of the machine at once. */
const PIECE = 65_536;

/** openssl-rand(1) */
export const rand = async (process: PiProcess, args: readonly string[], out: StandardOut): Promise<number> => {
  const { flags, values, operands } = readArguments('rand', args, new Set(['out']), (name) => FLAGS.has(name));
  const [text] = operands;
  if (text === undefined) return 0;
  if (!/^\d+$/.test(text)) throw usageProblem('rand', `Can't parse "${text}" as a number`);
  const file = values.get('out');
  const opened = file === undefined ? undefined : process.open(file, { write: true, create: true, truncate: true });
  const write = (bytes: Uint8Array): Promise<void> => (opened === undefined ? out.write(bytes) : opened.write(bytes));
  const encoder = new TextEncoder();
  if (flags.has('base64')) await write(encoder.encode(armored(process.random.bytes(Number(text)))));
  else {
    for (let left = Number(text); left > 0; left -= PIECE) {
      const bytes = process.random.bytes(Math.min(left, PIECE));
      await write(flags.has('hex') ? encoder.encode(hexOf(bytes)) : bytes);
    }
    if (flags.has('hex')) await write(encoder.encode('\n'));
  }
  opened?.close();
  return 0;
};
