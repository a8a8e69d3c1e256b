/**
 * Texts of the card as delivered: what a learner opens who looks around, in our own words where the
 * real file is prose. Paths that are not here are made in `raspberry-pi-os.ts`.
 */

const BASHRC = `# Read by every interactive bash.

# Lines that begin with a blank, and repetitions, stay out of the history.
HISTCONTROL=ignoreboth
HISTSIZE=1000
HISTFILESIZE=2000

PS1='\\[\\e[01;32m\\]\\u@\\h\\[\\e[00m\\]:\\[\\e[01;34m\\]\\w \\$\\[\\e[00m\\] '

alias ls='ls --color=auto'
alias grep='grep --color=auto'
#alias ll='ls -l'
#alias la='ls -A'

# Aliases of your own may have a file of their own.
if [ -f ~/.bash_aliases ]; then
    . ~/.bash_aliases
fi
`;

const PROFILE = `# Read by a login shell.
if [ -f "$HOME/.bashrc" ]; then
    . "$HOME/.bashrc"
fi

# Programs of your own, if you have any.
if [ -d "$HOME/bin" ]; then
    PATH="$HOME/bin:$PATH"
fi
`;

const OS_RELEASE = `PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
NAME="Debian GNU/Linux"
VERSION_ID="12"
VERSION="12 (bookworm)"
VERSION_CODENAME=bookworm
ID=debian
VARIANT="Simulated Raspberry Pi OS of Kleber"
`;

const MOSQUITTO_CONF = `# Mosquitto on this Raspberry Pi. Your own lines belong into files of their own, in
# /etc/mosquitto/conf.d/. What every option means: man mosquitto.conf

pid_file /run/mosquitto/mosquitto.pid

persistence true
persistence_location /var/lib/mosquitto/

log_dest file /var/log/mosquitto/mosquitto.log

# In this workshop whoever reaches a listener may come in, without a password.
allow_anonymous true

include_dir /etc/mosquitto/conf.d
`;

/** Where the talk has its own: a file that takes this one's place brings its listeners along. */
const MQTT14_CONF = `# Everybody in the network, not this machine alone.
listener 1883
`;

const CONFIG_TXT = `# What the firmware reads before Linux starts.
dtparam=i2c_arm=on
dtparam=audio=on
arm_64bit=1
disable_overscan=1
`;

const SUDOERS = `# Who may do what as somebody else. Edit with visudo on a real system.
Defaults\tenv_reset
Defaults\tsecure_path="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

root\tALL=(ALL:ALL) ALL
%sudo\tALL=(ALL:ALL) ALL

@includedir /etc/sudoers.d
`;

/** Of everybody, readable by everybody. */
export const SYSTEM_FILES: Readonly<Record<string, string>> = {
  '/boot/firmware/cmdline.txt':
    'console=serial0,115200 console=tty1 root=PARTUUID=4d3ee428-02 rootfstype=ext4 fsck.repair=yes rootwait\n',
  '/boot/firmware/config.txt': CONFIG_TXT,
  '/etc/apt/sources.list':
    'deb http://deb.debian.org/debian bookworm main contrib non-free non-free-firmware\ndeb http://deb.debian.org/debian-security/ bookworm-security main contrib non-free non-free-firmware\ndeb http://deb.debian.org/debian bookworm-updates main contrib non-free non-free-firmware\n',
  '/etc/apt/sources.list.d/raspi.list': 'deb http://archive.raspberrypi.com/debian/ bookworm main\n',
  '/etc/bash.bashrc': '# Read by every interactive bash, before ~/.bashrc.\n',
  '/etc/debian_version': '12.8\n',
  '/etc/default/locale': 'LANG=C.UTF-8\n',
  '/etc/fstab':
    'proc            /proc           proc    defaults          0       0\nPARTUUID=4d3ee428-01  /boot/firmware  vfat    defaults          0       2\nPARTUUID=4d3ee428-02  /               ext4    defaults,noatime  0       1\n',
  '/etc/issue': 'Debian GNU/Linux 12 \\n \\l\n\n',
  '/etc/issue.net': 'Debian GNU/Linux 12\n',
  '/etc/modules': 'i2c-dev\n',
  '/etc/mosquitto/conf.d/README': 'Files here whose names end in .conf are read as if they stood in mosquitto.conf.\n',
  '/etc/mosquitto/conf.d/mqtt14.conf': MQTT14_CONF,
  '/etc/mosquitto/mosquitto.conf': MOSQUITTO_CONF,
  '/etc/motd': '',
  '/etc/os-release': OS_RELEASE,
  '/etc/profile': '# Read by a login shell, before ~/.profile.\n',
  '/etc/resolv.conf': 'nameserver 192.168.1.1\n',
  '/etc/rpi-issue': 'Raspberry Pi reference, simulated by Kleber\n',
  '/etc/services':
    'ssh\t\t22/tcp\ndomain\t\t53/tcp\ndomain\t\t53/udp\nhttp\t\t80/tcp\t\twww\nhttps\t\t443/tcp\nmqtt\t\t1883/tcp\nmqtt\t\t1883/udp\nsecure-mqtt\t8883/tcp\n',
  '/etc/shells': '/bin/sh\n/usr/bin/sh\n/bin/bash\n/usr/bin/bash\n',
  '/etc/ssh/sshd_config':
    '# sshd(8) of this Pi reads nothing from here; on a real one this is where you look first.\nPort 22\nPermitRootLogin no\n',
  '/etc/timezone': 'Etc/UTC\n',
};

const INIT_MOSQUITTO = `#!/bin/sh
# The way of starting services from before systemd, which it hands on to.
case "$1" in
    start) doing=Starting ;;
    stop) doing=Stopping ;;
    restart|force-reload) doing=Restarting; set -- restart ;;
    reload) doing=Reloading ;;
    status) exec systemctl status mosquitto ;;
    *) echo "Usage: /etc/init.d/mosquitto {start|stop|reload|force-reload|restart|status}"; exit 1 ;;
esac
printf '%s mosquitto (via systemctl): mosquitto.service' "$doing"
if systemctl "$1" mosquitto; then
    echo .
else
    status=$?
    echo ' failed!'
    exit $status
fi
`;

/** Of everybody, and to be executed. */
export const SCRIPTS: Readonly<Record<string, string>> = { '/etc/init.d/mosquitto': INIT_MOSQUITTO };

/** Mode 0440, root's. */
export const SUDOERS_FILES: Readonly<Record<string, string>> = {
  '/etc/sudoers': SUDOERS,
  '/etc/sudoers.d/010_pi-nopasswd': 'pi ALL=(ALL) NOPASSWD: ALL\n',
};

/** In every home. */
export const HOME_FILES: Readonly<Record<string, string>> = { '.bashrc': BASHRC, '.profile': PROFILE };
