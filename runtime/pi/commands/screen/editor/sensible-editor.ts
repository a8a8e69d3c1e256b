import { SystemError } from '#runtime/ports.ts';
import { becomeCommand, findCommand } from '../../../exec.ts';
import type { PiProcess } from '../../../system.ts';
import { command } from '../../command.ts';
import { editFiles } from './edit-files.ts';

/** editor(1): what update-alternatives(1) has made of the name. */
export const editor = command({
  page: {
    name: 'editor',
    section: 1,
    summary: 'edit files with the editor of this machine',
    synopsis: ['editor [+LINE] FILE...'],
    description: [
      'Another name of *nano*: opens each FILE in the editor of the page that shows this Pi, and waits until it is left there.',
    ],
    examples: [['editor controller.py', 'change a program']],
    exitStatus: [
      ['0', 'the editor was left'],
      ['1', 'a file cannot be edited, or no page shows this Pi'],
    ],
    seeAlso: ['nano(1)', 'sensible-editor(1)'],
  },
  run: (process, { operands }) => editFiles(process, operands),
});

/** sensible-editor(1) of sensible-utils: for programs that let a file be edited. */
export const sensibleEditor = command({
  page: {
    name: 'sensible-editor',
    section: 1,
    summary: 'edit files with the editor of your choice',
    synopsis: ['sensible-editor [ARG]...'],
    description: [
      'Runs the program that VISUAL names, otherwise the one that EDITOR names, otherwise *nano*. A program that is not there is passed over.',
    ],
    sections: [['ENVIRONMENT', ['VISUAL and EDITOR hold a command, maybe with options: *export EDITOR="nano -w"*.']]],
    examples: [['sensible-editor notes', 'with nano, if nothing else was chosen']],
    exitStatus: [['else', 'the status of the editor']],
    seeAlso: ['nano(1)', 'environ(7)'],
  },
  firstOperandEnds: true,
  run: async (process, { operands }) => {
    for (const choice of [process.env['VISUAL'], process.env['EDITOR'], 'nano']) {
      const words = (choice ?? '').split(/\s+/).filter((word) => word !== '');
      // One that names itself would never come to an editor.
      if (isThere(process, words[0]) && !words[0]?.endsWith('sensible-editor'))
        return becomeCommand(process, [...words, ...operands]);
    }
    return editFiles(process, operands);
  },
});

const isThere = (process: PiProcess, name: string | undefined): boolean => {
  try {
    return name !== undefined && process.fs.access(findCommand(process, name), 'execute');
  } catch (error) {
    if (error instanceof SystemError) return false;
    throw error;
  }
};
