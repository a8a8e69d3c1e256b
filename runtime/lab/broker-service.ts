import type { Broker } from '#runtime/broker/broker.ts';
import type { BrokerState } from './messages.ts';

/** The talk's broker listens here, on every address of its host. */
export const MQTT_PORT = 1883;

/** The broker's code: there, or on its way to a page that fetches it late. */
export type BrokerCode = () => typeof Broker | Promise<typeof Broker>;

/** What answers at port 1883 of `rpi-broker`. */
export interface BrokerService {
  readonly state: BrokerState;
  onState: (state: BrokerState) => void;
  /** @throws Error when it could not be set up: a fault of the lab */
  start(): Promise<void>;
  end(): void;
}
