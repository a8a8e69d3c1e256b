import type { ManualPage } from '../../manual/page.ts';

export const datePage: ManualPage = {
  name: 'date',
  section: 1,
  summary: 'print the date and the time',
  synopsis: ['date [OPTION]... [+FORMAT]'],
  description: [
    'Prints date and time as the FORMAT says. The time is that of the lab’s clock, in UTC unless TZ names another zone.',
  ],
  options: [
    ['-d, --date=TEXT', 'the time that TEXT describes, not now'],
    ['-f, --file=FILE', 'one time for each line of the file'],
    ['-I[WHAT], --iso-8601[=WHAT]', 'as ISO 8601 has it; WHAT is *date*, *hours*, *minutes*, *seconds* or *ns*'],
    ['-R, --rfc-email', 'as in mails: Mon, 02 Jan 2006 15:04:05 +0000'],
    ['--rfc-3339=WHAT', 'as RFC 3339 has it; WHAT is *date*, *seconds* or *ns*'],
    ['-r, --reference=FILE', 'the time when the file was last changed'],
    ['-s, --set=TEXT', 'set the clock, which nobody may here'],
    ['-u, --utc', 'in UTC'],
    ['--universal', 'the same'],
  ],
  sections: [
    [
      'FORMAT',
      [
        '  %Y %m %d   year, month, day        %F   2026-11-22\n  %H %M %S   hour, minute, second    %T   10:39:00\n  %a %A      day of the week         %b %B   month\n  %s         seconds since 1970      %N   nanoseconds; %3N milliseconds\n  %j %V      day, week of the year   %u   1 is Monday\n  %I %p      twelve hours, AM or PM  %z %:z %Z   time zone\n  %e %k      day, hour with a blank  %%   a percent sign',
        'Between % and the letter may stand - (not filled), _ (filled with blanks), 0, ^ (capitals), # (the other case), and a width.',
      ],
    ],
    [
      'TEXT',
      [
        '  2026-11-22 10:39   22 Nov 2026   @1700000000   12:30   5pm\n  now   yesterday   tomorrow 8:00   next monday   last friday\n  +1 day   2 hours ago   next month   10:39 +0100',
      ],
    ],
  ],
  exitStatus: [
    ['0', 'success'],
    ['1', 'the TEXT is no date, or the clock was to be set'],
  ],
  examples: [
    ['date +%s', 'seconds since 1970'],
    ['date +"%F %T.%3N"', 'with milliseconds'],
    ["date -d 'next monday' +%F", 'which date that is'],
    ['date -d @1700000000 -Iseconds', 'what those seconds mean'],
    ['TZ=Europe/Berlin date', 'the time in Berlin'],
  ],
  differences: ['The clock is the lab’s and cannot be set, not by root either. --debug is missing.'],
  seeAlso: ['uptime(1)', 'touch(1)'],
};
