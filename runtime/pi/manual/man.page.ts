import type { ManualPage } from './page.ts';

export const manPage: ManualPage = {
  name: 'man',
  section: 1,
  summary: 'show a page of the manual',
  synopsis: ['man [OPTION]... [SECTION] NAME...', 'man -k WORD...', 'man -f NAME...'],
  description: [
    'Shows the manual page of a command, a file or a protocol, in the pager *less*. There, *q* leaves, SPACE turns the page, */word* searches, *h* shows all keys.',
    'The pages describe this simulated Raspberry Pi: what the commands here can do. What the real ones can do beyond that stands under DIFFERENCES.',
    'Sections: 1 commands, 5 files, 7 protocols and the like, 8 commands of the administrator. Without a number, the lowest section that has the page counts.',
  ],
  options: [
    ['-a, --all', 'show the pages of all sections, one after the other'],
    ['-f, --whatis', 'print the line about each NAME, as *whatis* does'],
    ['-k, --apropos', 'print the lines in which a WORD occurs, as *apropos* does'],
    ['-L, --locale=LANGUAGE', 'show the page in that language: *de* or *en*'],
    ['-P, --pager=PROGRAM', 'show it with that program instead of less'],
    ['-s, --sections=LIST', 'look only in these sections: 1,8'],
    ['-S LIST', 'the same'],
    ['-i, --ignore-case', 'case does not count (so it is without)'],
    ['-I, --match-case', 'case counts'],
    ['--nj', 'the right border stays ragged (so it is without)'],
  ],
  sections: [
    [
      'ENVIRONMENT',
      [
        'MANOPT holds options that are read first: *export MANOPT="-L de"*. Without them, LC_ALL, LC_MESSAGES and LANG say the language.',
        'MANPAGER or PAGER is the program that shows the page. MANWIDTH is the width of the page in columns.',
      ],
    ],
  ],
  exitStatus: [
    ['0', 'all pages were found'],
    ['1', 'the command line was wrong'],
    ['16', 'a page was not found'],
  ],
  examples: [
    ['man mosquitto_sub', 'how to subscribe'],
    ['man 5 mosquitto.conf', 'what the file of that name may say'],
    ['man -k copy', 'which commands copy something'],
    ['man -L de ls', 'in German'],
    ['man ls | head', 'the beginning, as plain text'],
  ],
  differences: ['Pages are not files: there is nothing in /usr/share/man, and so no -l, -w, -M and no index to build.'],
  seeAlso: ['apropos(1)', 'whatis(1)', 'less(1)'],
};

export const whatisPage: ManualPage = {
  name: 'whatis',
  section: 1,
  summary: 'print what a command is in one line',
  synopsis: ['whatis [OPTION]... NAME...'],
  description: ['Prints name, section and a one-line description of each manual page of that NAME.'],
  options: [
    ['-l, --long', 'do not cut lines at the border of the terminal'],
    ['-r, --regex', 'NAME is a regular expression'],
    ['-w, --wildcard', 'NAME has wildcards as the shell has them'],
    ['-s, --sections=LIST', 'look only in these sections: 1,8'],
    ['-L, --locale=LANGUAGE', 'in that language: *de* or *en*'],
  ],
  exitStatus: [
    ['0', 'something was found'],
    ['1', 'the command line was wrong'],
    ['16', 'nothing was found'],
  ],
  examples: [['whatis ls mosquitto', 'two lines']],
  seeAlso: ['apropos(1)', 'man(1)'],
};

export const aproposPage: ManualPage = {
  name: 'apropos',
  section: 1,
  summary: 'find manual pages by words of their description',
  synopsis: ['apropos [OPTION]... WORD...'],
  description: [
    'Prints name, section and description of each manual page in whose name or description a WORD occurs. A WORD is a regular expression.',
  ],
  options: [
    ['-a, --and', 'all WORDs must occur'],
    ['-e, --exact', 'a WORD is a whole word, not a part of one'],
    ['-l, --long', 'do not cut lines at the border of the terminal'],
    ['-s, --sections=LIST', 'look only in these sections: 1,8'],
    ['-L, --locale=LANGUAGE', 'in that language: *de* or *en*'],
  ],
  exitStatus: [
    ['0', 'something was found'],
    ['1', 'the command line was wrong'],
    ['16', 'nothing was found'],
  ],
  examples: [
    ['apropos copy', 'which commands copy something'],
    ['apropos -a mqtt publish', 'both words'],
  ],
  seeAlso: ['man(1)', 'whatis(1)'],
};
