import type { ManualPage } from '../../../manual/page.ts';

export const lessPage: ManualPage = {
  name: 'less',
  section: 1,
  summary: 'read a text, forward and backward',
  synopsis: ['less [OPTION]... [+KEYS] [FILE]...', 'COMMAND | less [OPTION]...'],
  description: [
    'Shows files, or what comes in on standard input, one screen at a time. It reads no further than you look: an endless input does it no harm.',
    'Press *q* to leave, *h* for all keys.',
  ],
  options: [
    ['-e, --quit-at-eof', 'leave when you move on at the end a second time'],
    ['-E, --QUIT-AT-EOF', 'leave as soon as the end is reached'],
    ['-f, --force', 'open what is no text, too'],
    ['-F, --quit-if-one-screen', 'if all fits on one screen, print it and leave'],
    ['-G, --HILITE-SEARCH', 'do not mark what was found'],
    ['-g, --hilite-search', 'the same as without: all that was found is marked'],
    ['-i, --ignore-case', 'searches ignore case, unless the pattern has a capital letter'],
    ['-I, --IGNORE-CASE', 'searches ignore case'],
    ['-K, --quit-on-intr', '^C leaves, with status 2'],
    ['-m, --long-prompt', 'the prompt says how far you are, in percent'],
    ['-M, --LONG-PROMPT', 'the prompt says file, lines and percent'],
    ['-n, --line-numbers', 'no line numbers (so it is without)'],
    ['-N, --LINE-NUMBERS', 'a number before each line'],
    ['-p, --pattern=PATTERN', 'begin at the first line that matches'],
    ['-P, --prompt=PROMPT', 'a prompt of your own; see PROMPTS'],
    ['-q, --quiet', 'no bell'],
    ['-Q, --QUIET', 'no bell'],
    ['-r, --raw-control-chars', 'colours are let through'],
    ['-R, --RAW-CONTROL-CHARS', 'colours are let through'],
    ['-s, --squeeze-blank-lines', 'of several empty lines show one'],
    ['-S, --chop-long-lines', 'cut long lines off; the arrow keys move the text'],
    ['-V', 'print the version'],
    ['-x, --tabs=N', 'tab stops every N columns instead of 8'],
    ['-X, --no-init', 'stay on the normal screen: what was shown remains'],
    ['-~, --tilde', 'no ~ behind the end'],
    ['-?', 'print the keys'],
  ],
  sections: [
    [
      'KEYS',
      [
        '  SPACE f b     a screen forward, backward\n  ENTER j k     a line forward, backward\n  d u           half a screen\n  g G           to the beginning, to the end\n  /word ?word   search forward, backward; n and N again\n  &word         show only lines that match\n  :n :p         next file, previous file\n  F             wait for more, as tail -f does\n  = h q         where am I, help, leave',
        'A number before a key repeats it or names a line: *5j*, *20g*.',
        'Keys may be given on the command line behind a +: *less +G log* begins at the end, *less +F log* waits there for more. Two pluses count for every file.',
      ],
    ],
    [
      'PROMPTS',
      [
        'In a prompt, %f is the file, %lt and %lb are the lines at the top and at the bottom, %L is their number, %pB the percentage, %i and %m count files. *?eEND.* stands there only at the end, *?eEND:more.* has a second choice.',
      ],
    ],
    ['ENVIRONMENT', ['LESS holds options that are read before those of the command line: *export LESS=-R*.']],
  ],
  exitStatus: [
    ['0', 'all went well'],
    ['1', 'a file could not be opened'],
    ['2', '^C, with -K'],
  ],
  examples: [
    ['less /etc/mosquitto/mosquitto.conf', 'read the configuration'],
    ["mosquitto_sub -v -t '#' | less", 'look through messages as they come'],
    ['less +F /var/log/mosquitto/mosquitto.log', 'watch a log grow'],
  ],
  differences: [
    'There are no editor (v), no tags, no key files, no log file, and no mouse. 32 MiB or four million lines of an input are kept: then it says "Cannot allocate memory". A line of more than 256 KiB goes on in the next.',
  ],
  seeAlso: ['more(1)', 'man(1)', 'tail(1)'],
};
