import type { LanHost } from '#runtime/lan/lan-host.ts';
import type { Listener } from '#runtime/ports.ts';
import type { BrokerState } from './messages.ts';
import { MQTT_PORT } from './mqtt-port.ts';
import type { Uplink, UplinkState } from './uplink.ts';

const stateOf = (uplink: UplinkState): BrokerState => {
  switch (uplink.kind) {
    case 'connecting':
      return { place: 'server', state: 'connecting' };
    case 'lost':
      return { place: 'server', state: 'lost', retryAt: uplink.retryAt };
    case 'ready':
      return {
        place: 'server',
        state: 'ready',
        seat: uplink.seat,
        ...(uplink.tcpPort === undefined ? {} : { tcpPort: uplink.tcpPort }),
      };
  }
};

/** The seat's broker in the server, at `rpi-broker`'s address: each connection becomes one of its own there. */
export class ServerPlace {
  readonly #host: LanHost;
  readonly #uplink: Uplink;
  #listener: Listener | undefined;

  constructor(host: LanHost, uplink: Uplink) {
    this.#host = host;
    this.#uplink = uplink;
  }

  get state(): BrokerState {
    return stateOf(this.#uplink.state);
  }

  /** The Pi's port leads to the server. @param changed hears of every change of `state` */
  enter(changed: () => void): void {
    this.#uplink.onState = changed;
    this.#listener = this.#host.forward(MQTT_PORT, () => this.#uplink.connect());
  }

  /** It does no more; who was connected is hung up on, as when a broker ends. The page keeps its seat. */
  leave(): void {
    this.forget();
    for (const { serverHost, server, serverEnd } of this.#host.lan.connections.values())
      if (serverHost === this.#host.name && server.port === MQTT_PORT) serverEnd.end();
  }

  /** Nothing is heard of it any more. */
  forget(): void {
    this.#uplink.onState = () => {};
    this.#listener?.close();
    this.#listener = undefined;
  }
}
