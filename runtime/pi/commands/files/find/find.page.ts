import type { ManualPage } from '../../../manual/page.ts';

export const page: ManualPage = {
  name: 'find',
  section: 1,
  summary: 'look for files',
  synopsis: ['find [-H] [-L] [-P] [PATH...] [EXPRESSION]'],
  description: [
    'Goes through each PATH and all that is below it (without a PATH: the directory you are in) and asks the EXPRESSION about each file. Without an action the names of those that it is true of are printed.',
    'Patterns want quotes, or the shell fills them in before find sees them.',
  ],
  sections: [
    [
      'TESTS',
      [
        '  -name PATTERN, -iname PATTERN      the last part of the name; i: whatever its case',
        '  -path PATTERN, -ipath, -wholename  the whole name',
        '  -regex PATTERN, -iregex            the whole name; -regextype TYPE before it',
        '  -lname PATTERN, -ilname            where a symbolic link leads',
        '  -type LETTERS, -xtype              f file, d directory, l link, c device, p pipe: f,d',
        '  -size N[cwbkMG]                    in bytes (c), words, blocks (b, usual), kB, MB, GB, rounded up',
        '  -empty                             nothing in it',
        '  -mtime N, -mmin N                  changed N days, N minutes ago; also -ctime, -atime, -cmin, -amin',
        '  -newer FILE, -newermt DATE         changed after that; also -anewer, -cnewer',
        '  -daystart                          days begin at midnight',
        '  -perm MODE, -perm -MODE, /MODE     just these bits, all of these, any of these',
        '  -readable, -writable, -executable  what you may do with it',
        '  -user NAME, -group NAME, -uid N, -gid N, -nouser, -nogroup',
        '  -links N, -inum N, -samefile FILE, -fstype TYPE, -true, -false',
        'N alone is just N, +N more, -N less.',
      ],
    ],
    [
      'ACTIONS',
      [
        '  -print, -print0                    print the name, and a newline or a NUL byte',
        '  -printf FORMAT                     %p name, %f last part, %h what is before it, %P below PATH,',
        '                                     %s size, %k kB, %b blocks, %m mode, %M as ls, %y kind, %d depth, %u %g owner,',
        '                                     %U %G numbers, %n links, %i inode, %l link, %t %T@ %TY time, \\n \\t',
        '  -ls                                as ls -dils',
        '  -fprint FILE, -fprint0, -fprintf, -fls   the same into a FILE',
        '  -exec COMMAND ;                    run it for each file, {} is its name; true if it succeeds',
        '  -exec COMMAND {} +                 run it once for many',
        '  -execdir …                         the same, in the directory of the file',
        '  -ok COMMAND ;, -okdir              ask before',
        '  -delete                            remove the file; directories when they are empty',
        '  -prune                             do not go into this directory',
        '  -quit                              end',
      ],
    ],
    [
      'OPERATORS',
      [
        '  ( EXPR )     ! EXPR, -not EXPR     EXPR EXPR, EXPR -a EXPR     EXPR -o EXPR     EXPR , EXPR',
        'What stands first binds most. Brackets want a backslash: \\( … \\).',
      ],
    ],
    [
      'OPTIONS',
      [
        '  -H, -L, -P                         follow links that are named, all, none (usual)',
        '  -maxdepth N, -mindepth N           at most, at least N levels below PATH',
        '  -depth, -d                         what is in a directory before the directory',
        '  -follow, -xdev, -mount, -noleaf, -warn, -nowarn, -ignore_readdir_race',
      ],
    ],
  ],
  examples: [
    ["find . -name '*.conf'", 'all files that end in .conf, here and below'],
    ['find /var/log -type f -mmin -10', 'what was changed in the last ten minutes'],
    ["find . -name '*.tmp' -delete", 'removes them'],
    ["find . -name '*.py' -exec grep -l paho {} +", 'which of them have the word paho'],
  ],
  exitStatus: [
    ['0', 'all was looked at'],
    ['1', 'something was not to be had, or the command line is wrong'],
  ],
  differences: ['This Pi keeps one time of a file, that of its last change: -atime and -ctime ask for that too.'],
  seeAlso: ['xargs(1)', 'ls(1)', 'grep(1)'],
};
