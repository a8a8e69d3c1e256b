/** A service of this Pi, as systemd.service(5) describes one, and how it fares. */
import type { Exit, PiProcess } from '../system.ts';

/** What a service that is code of ours tells its manager. */
export interface Notify {
  /** sd_notify(3), READY=1: whoever waits for its start may go on. */
  ready(): void;
}

export interface ServiceUnit {
  /** Without `.service`. */
  readonly name: string;
  /** Other names that it answers to: `sshd` for `ssh`. */
  readonly aliases?: readonly string[];
  /** `Mosquitto MQTT Broker` */
  readonly description: string;
  /** `man:mosquitto(8)` */
  readonly documentation: readonly string[];
  readonly argv: readonly string[];
  /** An executable's path, or code. */
  readonly run: string | ((process: PiProcess, notify: Notify) => Promise<number>);
  /** Type=notify: it is active once it has said so. Absent: as soon as its process runs. */
  readonly notifies?: true;
  /**
   * It runs on another machine than this Pi, and this sentence says where: nobody here can stop it.
   * undefined as long as it does run here. Absent: it always does.
   */
  readonly elsewhere?: () => string | undefined;
}

export type UnitState = 'inactive' | 'activating' | 'active' | 'deactivating' | 'failed';

export interface UnitStatus {
  readonly name: string;
  readonly description: string;
  readonly documentation: readonly string[];
  readonly argv: readonly string[];
  /** Of the unit's file. */
  readonly path: string;
  readonly enabled: boolean;
  readonly state: UnitState;
  /** Lab clock, when it came into that state; absent: it has never been started since the boot. */
  readonly since?: number;
  /** Of the main process, the last one when it has ended. */
  readonly pid?: number;
  readonly exit?: Exit;
  readonly elsewhere?: string;
}

/** A request that a unit cannot fulfil; the message says why and what to do instead. */
export class UnitRefused extends Error {
  override readonly name = 'UnitRefused';
}

export const UNIT_DIRECTORY = '/usr/lib/systemd/system';
/** Links in it start at boot. */
export const WANTS_DIRECTORY = '/etc/systemd/system/multi-user.target.wants';

/** `mosquitto` → its file's text. */
export const unitFile = ({ description, documentation, argv, notifies }: ServiceUnit): string => `[Unit]
Description=${description}
${documentation.map((page) => `Documentation=${page}\n`).join('')}After=network.target

[Service]
Type=${notifies === true ? 'notify' : 'simple'}
ExecStart=${argv.join(' ')}
Restart=on-failure

[Install]
WantedBy=multi-user.target
`;
