import type { ManualPage } from '../../manual/page.ts';

export const SUDO_PAGE: ManualPage = {
  name: 'sudo',
  section: 8,
  summary: 'run a command as another user',
  synopsis: [
    'sudo -h | -K | -k | -V',
    'sudo -v [-knS] [-u USER]',
    'sudo -l [-knS] [-U USER] [-u USER] [COMMAND [ARG...]]',
    'sudo [-bEHknS] [-D DIRECTORY] [-p PROMPT] [-u USER] [VAR=VALUE] [-i | -s] [COMMAND [ARG...]]',
  ],
  description: [
    'Runs a command as root, or as the user named by *-u*. Who may do so is written in /etc/sudoers and /etc/sudoers.d: pi may run everything without a password, as on Raspberry Pi OS.',
    'The command gets a fresh environment, in which only a few variables of the old one are left (TERM, LANG and the like) and PATH is a safe one. Redirections are not the command’s but the shell’s: _sudo echo x > /etc/y_ fails, _echo x | sudo tee /etc/y_ works.',
  ],
  options: [
    ['-b, --background', 'do not wait for the command'],
    ['-D, --chdir=DIRECTORY', 'run the command in that directory'],
    ['-E, --preserve-env', 'keep the environment as it is, except for PATH'],
    ['-H, --set-home', 'set HOME to the home of the user that it runs as'],
    ['-i, --login', 'run a login shell of that user, in its home'],
    ['-K, --remove-timestamp', 'forget that a password was given'],
    ['-k, --reset-timestamp', 'the same; with a command, only for this one'],
    ['-l, --list', 'list what may be run'],
    ['-n, --non-interactive', 'never ask for a password'],
    ['-p, --prompt=PROMPT', 'ask for the password with these words'],
    ['-S, --stdin', 'read the password from standard input'],
    ['-s, --shell', 'run a shell, or the command in one'],
    ['-U, --other-user=USER', 'with -l: list what that user may run'],
    ['-u, --user=USER', 'become that user instead of root'],
    ['-V', 'print the version'],
    ['-v, --validate', 'only check that one may'],
  ],
  examples: [
    ['sudo systemctl restart mosquitto', 'restart the broker'],
    ['sudo -u mosquitto ls /var/lib/mosquitto', 'see a directory as the broker does'],
    ['sudo -i', 'become root until exit'],
  ],
  exitStatus: [['1', 'the command was not run; otherwise its own status']],
  differences: [
    'Of sudoers(5), lines that name a user or a %group, the users to become, NOPASSWD: and commands by their paths are understood; aliases are not.',
    'Nobody on this Pi has a password: where one is asked for, none is right.',
  ],
  seeAlso: ['su(1)'],
};
