import type { ManualPage } from '../../../manual/page.ts';

export const awkPage: ManualPage = {
  name: 'awk',
  section: 1,
  summary: 'take lines apart into fields, compute, and print',
  synopsis: [
    "awk [-F value] [-v var=value] [--] 'program' [file ...]",
    'awk [-F value] [-v var=value] -f program-file [file ...]',
  ],
  description: [
    'Reads the files (or standard input) line by line. For each line, every rule of the program whose pattern matches does its action.',
    'This is mawk, as on a Raspberry Pi. It counts bytes, not characters, and it reads and prints in blocks: into a pipe nothing comes out before it has 4096 bytes, unless *-W interactive* asks for every line at once.',
  ],
  options: [
    ['-F VALUE', 'what separates fields: a character, or a regular expression; without it white space'],
    ['-f FILE', 'read the program from FILE; several add up'],
    ['-v VAR=VALUE', 'set a variable before the program begins'],
    ['-W OPTION', 'interactive: every line in and out at once; version; random=NUM: the seed of rand'],
  ],
  sections: [
    [
      'PROGRAM',
      [
        'A program is made of rules, *pattern { action }*. Without a pattern the action is for every line; without an action the line is printed. *BEGIN* and *END* are before the first and after the last line, */re/* a regular expression, *from, to* a range; any expression may be a pattern.',
        '  $1 $2 $NF $0         fields: the first, the second, the last, the whole line',
        '  NR FNR NF FILENAME   number of the line, in this file, of its fields',
        '  FS OFS RS ORS        what separates fields and lines, read and printed',
        '  print a, b > "file"  also >> and | "command"',
        '  printf "%-8s %5.1f\\n", a, b',
        '  if (x) … else …  while (x) …  for (i = 0; i < 9; i++) …  for (k in a) …',
        '  next  exit  break  continue  delete a[k]  getline  getline x < "file"  "command" | getline',
        '  + - * / % ^  ++ --  = += -=  == != < <= > >=  ~ !~  && || !  ?:  in; side by side: joined',
        '  length substr index split sub gsub match sprintf tolower toupper',
        '  int sqrt exp log sin cos atan2 rand srand systime strftime mktime system close fflush',
        '  function name(a, b) { return a + b }',
        'Arrays are indexed by texts. A variable that was never set is 0 and empty. A text that looks like a number and came from outside counts as one.',
      ],
    ],
  ],
  examples: [
    ["awk '{ print $2 }' log.txt", 'the second field of every line'],
    ["awk -F: '$3 >= 1000 { print $1 }' /etc/passwd", 'users with a number from 1000 on'],
    ["awk '{ s += $2 } END { print s / NR }' log.txt", 'the average of the second field'],
    [
      "mosquitto_sub -v -t 'sensor/#' | awk -W interactive '$2 > 30 { print $1, \"is hot\" }'",
      'every message as it comes',
    ],
    ["awk '!seen[$0]++'", 'every line only the first time'],
  ],
  exitStatus: [
    ['0', 'all went well; or what exit said'],
    ['2', 'the program is wrong, or a file cannot be read'],
  ],
  differences: [
    'rand gives other numbers than the real one after the same seed.',
    'The options dump, exec, sprintf and posix_space of -W are not there.',
  ],
  seeAlso: ['grep(1)', 'sed(1)', 'printf(1)'],
};

export const mawkPage: ManualPage = {
  ...awkPage,
  name: 'mawk',
  synopsis: awkPage.synopsis.map((line) => line.replace('awk', 'mawk')),
};
