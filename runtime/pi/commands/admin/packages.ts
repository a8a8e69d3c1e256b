/**
 * The packages of this Pi, as Debian 12 and Raspberry Pi OS name them. All of them are installed; what
 * is not here does not exist for apt(8).
 */

export interface Package {
  readonly name: string;
  readonly version: string;
  readonly summary: string;
  /** Names of commands that it brings. */
  readonly commands: readonly string[];
  /** Other names that lead to it. */
  readonly also?: readonly string[];
  readonly architecture: 'arm64' | 'all';
}

const TABLE = `
apt|2.6.1|commandline package manager|apt apt-get
base-files|12.4+deb12u8|Debian base system miscellaneous files|
bash|5.2.15-2+b7|GNU Bourne Again SHell|bash sh
bsdextrautils|2.38.1-5+deb12u2|extra utilities from 4.4BSD-Lite|hexdump
bsdutils|1:2.38.1-5+deb12u2|basic utilities from 4.4BSD-Lite|script
coreutils|9.1-1|GNU core utilities|arch base64 basename cat chgrp chmod chown comm cp cut date df dirname du echo env expr false fold groups head id ln ls md5sum mkdir mktemp mv nice nl nohup nproc od paste printenv printf pwd readlink realpath rm rmdir seq sha256sum sleep sort stat stdbuf stty tac tail tee test timeout touch tr true truncate tty uname uniq unlink wc who whoami yes
curl|7.88.1-10+rpi1+deb12u8|command line tool for transferring data with URL syntax|curl
diffutils|1:3.8-4|File comparison utilities|cmp diff
dpkg|1.22.6~bpo12+rpt3|Debian package management system|dpkg
expect|5.45.4-2+b1|Automates interactive applications|unbuffer
findutils|4.9.0-4|utilities for finding files--find, xargs|find xargs
gpiod|1.6.3-1+b3|Tools for interacting with Linux GPIO character device - binary|gpiodetect gpiofind gpioget gpioinfo gpiomon gpioset
grep|3.8-5|GNU grep, egrep and fgrep|egrep fgrep grep
hostname|3.23+nmu1|utility to set/show the host name or domain name|hostname
i2c-tools|4.3-2+b3|heterogeneous set of I2C tools for Linux|i2cdetect i2cdump i2cget i2cset i2ctransfer
init-system-helpers|1.65.2|helper tools for all init systems|service
iproute2|6.1.0-3|networking and traffic control tools|ip
iputils-ping|3:20221126-1+deb12u1|Tools to test the reachability of network hosts|ping
jq|1.6-2.1|lightweight and flexible command-line JSON processor|jq
less|590-2.1~deb12u2|pager program similar to more|less
man-db|2.11.2-2|tools for reading manual pages|man
mawk|1.3.4.20200120-3.1|Pattern scanning and text processing language|awk mawk
mosquitto|2.0.11-1.2+deb12u1|MQTT version 5.0/3.1.1/3.1 compatible message broker|mosquitto mosquitto_passwd
mosquitto-clients|2.0.11-1.2+deb12u1|Mosquitto command line MQTT clients|mosquitto_pub mosquitto_rr mosquitto_sub
nano|7.2-1+deb12u1|small, friendly text editor inspired by Pico|editor nano
ncurses-bin|6.4-4|terminal-related programs and man pages|clear reset tput
netcat-openbsd|1.219-1|TCP/IP swiss army knife|nc
nodejs|24.21.0-1nodesource1|Node.js event-based server-side javascript engine|node nodejs
openssh-client|1:9.2p1-2+deb12u3|secure shell (SSH) client, for secure access to remote machines|scp ssh
openssh-server|1:9.2p1-2+deb12u3|secure shell (SSH) server, for secure access from remote machines|sshd
openssl|3.0.15-1~deb12u1+rpt1|Secure Sockets Layer toolkit - cryptographic utility|openssl
procps|2:4.0.2-3|/proc file system utilities|free kill pgrep pkill ps top uptime w watch
psmisc|23.6-1|utilities that use the proc file system|killall
python-is-python3|3.14.2-1|symlinks /usr/bin/python to python3|python
python3|3.14.2-1|interactive high-level object-oriented language|python3
python3-paho-mqtt|1.6.1-1|MQTT client class (Python 3)|
python3-pip|23.0.1+dfsg-1+rpt1|Python package installer|pip pip3
raspi-utils|20240402-4|Collection of scripts and simple applications|pinctrl
sed|4.9-1|GNU stream editor for filtering/transforming text|sed
sudo|1.9.13p3-1+deb12u1|Provide limited super user privileges to specific users|sudo
sensible-utils|0.0.17+nmu1|Utilities for sensible alternative selection|sensible-editor
systemd|252.31-1~deb12u1|system and service manager|journalctl systemctl
systemd-sysv|252.31-1~deb12u1|system and service manager - SysV compatibility symlinks|halt poweroff reboot shutdown
util-linux|2.38.1-5+deb12u2|miscellaneous system utilities|lscpu more rev setsid su
vim|2:9.0.1378-2|Vi IMproved - enhanced vi editor|vi vim
wget|1.21.3-1+deb12u1|retrieves files from the web|wget
xxd|2:9.0.1378-2|tool to make (or reverse) a hex dump|xxd
`;

const ALL_ARCHITECTURES = new Set([
  'init-system-helpers',
  'python-is-python3',
  'python3-paho-mqtt',
  'python3-pip',
  'sensible-utils',
]);
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  'netcat-openbsd': ['netcat', 'nc'],
  mawk: ['awk'],
  python3: ['python3-minimal'],
};

export const PACKAGES: readonly Package[] = TABLE.trim()
  .split('\n')
  .map((row) => {
    const [name = '', version = '', summary = '', commands = ''] = row.split('|');
    return {
      name,
      version,
      summary,
      commands: commands.split(' ').filter((command) => command !== ''),
      architecture: ALL_ARCHITECTURES.has(name) ? 'all' : 'arm64',
      ...(ALIASES[name] === undefined ? {} : { also: ALIASES[name] }),
    };
  });

/** @param name with or without an architecture: `mosquitto:arm64` */
export const packageNamed = (name: string): Package | undefined => {
  const short = name.replace(/:(arm64|all|any)$/, '');
  return PACKAGES.find((each) => each.name === short || each.also?.includes(short) === true);
};

/** `mosquitto*` → a test of names, as dpkg(1) and apt(8) read patterns. */
export const globTest = (pattern: string): ((name: string) => boolean) => {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const expression = new RegExp(`^${source}$`);
  return (name) => expression.test(name);
};
