import type { Command } from '../../../system.ts';
import { command } from '../../command.ts';
import { editFiles } from './edit-files.ts';

const viNamed = (name: 'vi' | 'vim'): Command =>
  command({
    page: {
      name,
      section: 1,
      summary: 'edit files, in the editor of this page; its keys are not those of vi',
      synopsis: [`${name} [+LINE] FILE...`],
      description: [
        'The same as *nano*: opens each FILE in the editor of the page that shows this Pi, and waits until it is left there.',
        'Nobody has to know how to leave vi: Ctrl-C in the terminal ends it, and the page keeps what was typed.',
      ],
      examples: [[`${name} +12 controller.py`, 'go to line 12']],
      exitStatus: [
        ['0', 'the editor was left'],
        ['1', 'a file cannot be edited, or no page shows this Pi'],
      ],
      differences: [
        'The real one draws itself in the terminal and has modes and commands, such as *:wq*. There are none here.',
      ],
      seeAlso: ['nano(1)', 'sensible-editor(1)'],
    },
    absent:
      'A b c C d D e E F H i L l M m N n o O p P q R r s S t T u U v V w W x X y Z noplugin remote startuptime clean',
    run: (process, { operands }) => editFiles(process, operands),
  });

/** vi(1) and vim(1), as far as they are there. */
export const vi = viNamed('vi');
export const vim = viNamed('vim');
