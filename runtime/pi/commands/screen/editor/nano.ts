import { command } from '../../command.ts';
import { editFiles } from './edit-files.ts';

/** nano(1), as far as it is there: the editor itself is the page's. */
export const nano = command({
  page: {
    name: 'nano',
    section: 1,
    summary: 'edit files, in the editor of this page',
    synopsis: ['nano [OPTION]... [+LINE] FILE...'],
    description: [
      'Opens each FILE in the editor of the page that shows this Pi, and waits until it is left there. A FILE that is not there yet is made when it is saved.',
      'Ctrl-S saves; the page asks about what is not saved. Ctrl-C in the terminal ends nano, and the page keeps what was typed.',
      'Reading and saving have the rights of who called it. For a file of root: *sudo nano FILE*.',
    ],
    options: [
      ['-c, --constantshow', 'show line and column: the page always does'],
      ['-l, --linenumbers', 'number the lines: the page always does'],
      ['-w, --nowrap', 'do not break long lines: the page never does'],
    ],
    examples: [
      ['nano controller.py', 'change a program'],
      ['nano +12 controller.py', 'go to line 12'],
      ['sudo nano /etc/mosquitto/conf.d/mqtt14.conf', 'change a file of root'],
    ],
    exitStatus: [
      ['0', 'the editor was left'],
      ['1', 'a file cannot be edited, or no page shows this Pi'],
    ],
    differences: [
      'The real nano draws itself in the terminal and has keys of its own. Here every editor is the one of the page, and its keys are listed there.',
      'Files of more than 2 MiB are refused.',
    ],
    seeAlso: ['vi(1)', 'sensible-editor(1)', 'cat(1)', 'less(1)'],
  },
  absent:
    'A B C D E F G H I J K L M N O P Q R S T U V W X Y Z a b d e f g h i j k m n o p q r s t u v x y z ! @ % _ 0 / smarthome backup backupdir boldtext tabstospaces multibuffer locking historylog ignorercfiles guidestripe rawsequences nonewlines trimblanks noconvert bookstyle positionlog quotestr restricted softwrap tabsize quickblank wordbounds wordchars syntax zap atblanks breaklonglines rebinddelete emptyline rcfile showcursor autoindent jumpyscrolling cutfromcursor mouse noread operatingdir preserve indicator fill speller saveonexit unix view nohelp afterends magic colonparsing stateflags minibar zero modernbindings',
  run: (process, { operands }) => editFiles(process, operands),
});
