import type { ManualPage } from '../../../manual/page.ts';

export const sortPage: ManualPage = {
  name: 'sort',
  section: 1,
  summary: 'sort lines',
  synopsis: ['sort [OPTION]... [FILE]...'],
  description: [
    'Prints the lines of all FILEs in order. Without a FILE, or for -, of standard input. Text is compared byte by byte: capitals before small letters.',
  ],
  options: [
    ['-b, --ignore-leading-blanks', 'blanks at the beginning of a key do not count'],
    ['-d, --dictionary-order', 'only letters, digits and blanks count'],
    ['-f, --ignore-case', 'small letters are as large ones'],
    ['-g, --general-numeric-sort', 'as numbers, also 1e3 and inf'],
    ['-i, --ignore-nonprinting', 'only printable characters count'],
    ['-M, --month-sort', 'as months: nothing known, then JAN to DEC'],
    ['-h, --human-numeric-sort', 'as sizes: 2K, 1G'],
    ['-n, --numeric-sort', 'as numbers'],
    ['-R, --random-sort', 'shuffled, equal keys together'],
    ['-r, --reverse', 'the other way round'],
    ['--sort=WORD', 'general-numeric, human-numeric, month, numeric, random, version: as -g, -h, -M, -n, -R, -V'],
    ['-V, --version-sort', 'numbers inside of text by their value: a9 before a10'],
    ['--batch-size=N', 'does nothing'],
    ['-c', 'say whether it is sorted, instead of sorting'],
    ['--check[=HOW]', 'the same; HOW: diagnose-first, or quiet or silent as -C'],
    ['-C', 'the same as -c, but only by the exit status'],
    ['-k, --key=KEY', 'compare by KEY; several, one after the other'],
    ['-m, --merge', 'the files are sorted: only merge them'],
    ['-o, --output=FILE', 'write to FILE, which may be one of those that are read'],
    ['-s, --stable', 'lines whose keys are equal stay in their order'],
    ['-S, --buffer-size=SIZE', 'does nothing'],
    ['-t, --field-separator=SEP', 'fields are separated by SEP instead of by the change from nonblank to blank'],
    ['-T, --temporary-directory=DIR', 'does nothing'],
    ['--parallel=N', 'does nothing'],
    ['-u, --unique', 'of equal lines, only the first'],
    ['-z, --zero-terminated', 'lines end with a NUL byte, not with a newline'],
  ],
  sections: [
    [
      'KEYS',
      [
        'A KEY is *F[.C][OPTS][,F[.C][OPTS]]*: from field F, character C, to the second one, or to the end of the line. OPTS are the letters of the ways to compare (bdfgiMhnRrV), which then hold for this key alone. When all keys are equal the whole lines decide, unless -s or -u.',
      ],
    ],
  ],
  examples: [
    ['du -h | sort -h', 'the largest at the end'],
    ['sort -t: -k3,3n /etc/passwd', 'users by their number'],
    ['sort -u -o list list', 'a list without what is in it twice'],
  ],
  exitStatus: [
    ['1', 'with -c: it is not sorted'],
    ['2', 'something went wrong'],
  ],
  differences: ['What does not fit into memory is refused; the real one goes on in files.'],
  seeAlso: ['uniq(1)', 'comm(1)'],
};
