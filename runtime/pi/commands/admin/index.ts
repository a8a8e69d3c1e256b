import type { Command } from '../../system.ts';
import { apt, aptGet } from './apt.ts';
import { dpkg } from './dpkg.ts';
import { journalctl } from './journalctl.ts';
import { pip, pip3 } from './pip.ts';
import { halt, poweroff, reboot, shutdown } from './power.ts';
import { service } from './service.ts';
import { su } from './su.ts';
import { sudo } from './sudo.ts';
import { systemctl } from './systemctl.ts';

/** Commands of the group `admin`. */
export const commands: readonly Command[] = [
  apt,
  aptGet,
  dpkg,
  halt,
  journalctl,
  pip,
  pip3,
  poweroff,
  reboot,
  service,
  shutdown,
  su,
  sudo,
  systemctl,
];
