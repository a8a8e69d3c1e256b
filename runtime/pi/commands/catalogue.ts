/**
 * The commands of a Pi as delivered, by the group that holds them. Known by name without their code:
 * a page fetches a group when it is first needed. What bash does itself (`cd`, `history`, …) is the
 * shell's; the mosquitto_* programs are runtime/programs'.
 */
export const CATALOGUE = {
  admin: 'apt apt-get dpkg halt journalctl pip pip3 poweroff reboot service shutdown su sudo systemctl',
  files:
    'basename chgrp chmod chown cp df dirname du find ln ls mkdir mktemp mv pwd readlink realpath rm rmdir stat touch truncate xargs',
  hardware: 'gpiodetect gpiofind gpioget gpioinfo gpiomon gpioset i2cdetect i2cdump i2cget i2cset i2ctransfer pinctrl',
  languages: 'awk egrep fgrep grep jq mawk sed',
  network: 'curl hostname ip nc openssl ping scp ss ssh wget',
  process: 'env false kill killall nice nohup pgrep pkill printenv ps setsid sleep stdbuf timeout true unbuffer yes',
  screen: 'clear editor less more nano reset script sensible-editor stty top tput tty vi vim watch',
  system: 'arch date free groups id lscpu nproc uname uptime w who whoami',
  text: '[ base64 cat cmp comm cut diff echo expr fold hd head hexdump md5sum nl od paste printf rev seq sha256sum sort tac tail tee test tr uniq wc xxd',
} as const;

export type Group = keyof typeof CATALOGUE;

export const namesOf = (group: Group): readonly string[] => CATALOGUE[group].split(' ');

const ADMINISTRATORS: ReadonlySet<string> = new Set(
  'halt i2cdetect i2cdump i2cget i2cset i2ctransfer poweroff reboot service shutdown'.split(' '),
);

/** Where Debian's packages put it. */
export const commandPath = (name: string): string => `/usr/${ADMINISTRATORS.has(name) ? 's' : ''}bin/${name}`;
