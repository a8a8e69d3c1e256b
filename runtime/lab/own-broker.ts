import { Broker, type LogLine } from '../broker/broker.ts';
import type { Exit, PiProcess } from '../pi/system.ts';

/** Where Debian's Mosquitto writes, and where `tail -f` looks for it. */
const LOG_FILE = '/var/log/mosquitto/mosquitto.log';
const PORT = 1883;

export interface OwnBroker {
  readonly broker: Broker;
  /** The service's program, to be spawned on `rpi-broker`. */
  readonly run: (process: PiProcess) => Promise<Exit['status']>;
}
