import type { Command, PiProcess } from '../../system.ts';

/** Cursor to the corner, the screen empty, the lines above it forgotten: what xterm's terminfo entry says. */
const CLEAR = '\x1b[H\x1b[2J\x1b[3J';
const CLEAR_SCREEN_ONLY = '\x1b[H\x1b[2J';

/** clear(1) */
export const clear: Command = {
  name: 'clear',
  paths: ['/usr/bin/clear'],
  run: async (process: PiProcess) => {
    const [option, ...more] = process.argv.slice(1);
    if (more.length > 0 || (option !== undefined && option !== '-x')) {
      await process.stderr.write('Usage: clear [-x]\n  -x   keep the lines that have scrolled away\n');
      return 1;
    }
    if (process.env['TERM'] === undefined || process.env['TERM'] === '') {
      await process.stderr.write('TERM environment variable not set.\n');
      return 1;
    }
    await process.stdout.write(option === '-x' ? CLEAR_SCREEN_ONLY : CLEAR);
    return 0;
  },
};
