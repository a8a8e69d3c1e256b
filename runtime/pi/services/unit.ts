/** A service of this Pi, as systemd.service(5) describes one, and how it fares. */
import type { Late } from '../late.ts';
import type { Exit, PiProgram } from '../system.ts';

/** A service that runs on another machine than this Pi. */
export interface Elsewhere {
  /** A sentence that says where. */
  readonly where: string;
  /** It is this Pi's from now on, and does not run yet: somebody here wants to stop it, or to start it anew. */
  takeOver(): void;
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
  readonly run: string | PiProgram;
  /** Absent: root. */
  readonly user?: string;
  /** Type=notify: it is active once it has said so (`Process.ready`). Absent: as soon as its process runs. */
  readonly notifies?: true;
  /**
   * Its program, if it may come to this machine only after the boot: it is starting until then.
   * Absent: it is there.
   */
  readonly program?: Late<unknown>;
  /** undefined as long as it runs here. Absent: it always does. */
  readonly elsewhere?: () => Elsewhere | undefined;
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
  /** Where it runs, if not here. */
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
export const unitFile = ({ description, documentation, argv, notifies, user }: ServiceUnit): string => `[Unit]
Description=${description}
${documentation.map((page) => `Documentation=${page}\n`).join('')}After=network.target

[Service]
Type=${notifies === true ? 'notify' : 'simple'}
${user === undefined ? '' : `User=${user}\n`}ExecStart=${argv.join(' ')}
ExecReload=/bin/kill -HUP $MAINPID
Restart=on-failure

[Install]
WantedBy=multi-user.target
`;
