import type { ManualPage } from '../page.ts';

export const bashPage: ManualPage = {
  name: 'bash',
  section: 1,
  summary: 'the shell: reads command lines and runs them',
  synopsis: ['bash [OPTION]... [FILE [ARGUMENT]...]', 'bash [OPTION]... -c LINES [NAME [ARGUMENT]...]'],
  description: [
    'Reads lines, expands what is special in them, and runs the commands that result. On a terminal it prompts and lets lines be edited; with FILE or *-c* it runs a script.',
    'What bash does itself, without a program, is listed by *help*; *help cd* explains one of these commands.',
  ],
  options: [
    ['-c LINES', 'run these lines; the words that follow are $0, $1, and so on'],
    ['-l, --login', 'be a login shell: read /etc/profile and ~/.profile first'],
    ['-i', 'be interactive'],
    ['-s', 'read commands from standard input'],
    ['-e', 'leave as soon as a command fails'],
    ['-u', 'an unset variable is an error'],
    ['-x', 'show each command before it runs'],
    ['-n', 'read the commands, and run none'],
    ['-v, --verbose', 'show lines as they are read'],
    ['-o OPTION', 'any option of *set -o*, like pipefail'],
    ['-O OPTION', 'any option of *shopt*, like extglob'],
    ['--norc', 'do not read ~/.bashrc'],
    ['--noprofile', 'a login shell reads no profile'],
  ],
  sections: [
    [
      'QUOTES',
      [
        '  \'text\'     all of it as it stands\n  "text"     $, ` and \\ keep their meaning\n  \\x         the character x as it stands',
        "A # that begins a word begins a comment. So write *mosquitto_sub -t '#'*.",
      ],
    ],
    [
      'EXPANSION',
      [
        '  $name ${name}     a variable; ${name:-x} or x, if it is empty\n  $(command)        what the command prints\n  $((1 + 2))        arithmetic\n  {a,b} {1..5}      several words\n  * ? [abc]         names of files\n  ~                 your home directory',
        'What a variable or command brings is split at blanks, unless it stands in double quotes.',
      ],
    ],
    [
      'REDIRECTION',
      [
        '  command > file    output into a file; >> appends\n  command < file    input from a file\n  command 2> file   errors into a file; 2>&1 to where the output goes\n  a | b             the output of a is the input of b\n  command <<END     the lines up to END are the input',
      ],
    ],
    [
      'LISTS AND LOOPS',
      [
        '  a; b     a && b     a || b     ! a     a &\n  if a; then b; else c; fi\n  for x in 1 2 3; do a; done\n  while a; do b; done\n  case $x in a*) b ;; esac\n  name() { a; b; }',
      ],
    ],
    [
      'JOBS',
      [
        '*^C* ends the program in the foreground, *^Z* stops it. *jobs* lists, *fg* and *bg* go on with one, *kill %1* ends it. A line that ends with & runs in the background.',
      ],
    ],
    [
      'KEYS',
      [
        '  TAB            complete a command, a file, an option\n  up, down       earlier lines; ^R searches them\n  ^A ^E          to the beginning, to the end\n  ^W ^U ^K ^Y    cut a word, the line, the rest; put it back\n  ^L ^D          clear the screen; leave',
      ],
    ],
  ],
  exitStatus: [
    ['0', 'success'],
    ['1–125', 'what the last command returned'],
    ['126', 'the command was found and cannot be run'],
    ['127', 'the command was not found'],
    ['128+N', 'signal N ended it'],
  ],
  examples: [
    ['bash -c \'echo "$1"\' name value', 'prints value'],
    ['bash -x script', 'shows what a script does'],
  ],
  differences: [
    'It is bash 5.2 as far as scripts and lessons go; programmable completion, coprocesses and some options of *shopt* are missing.',
  ],
  seeAlso: ['man(1)', 'less(1)'],
};
