import type { Lan } from '#runtime/lan/lan.ts';
import { MQTT_PORT, type BrokerService } from './broker-service.ts';
import { mosquittoUnit } from './mosquitto-service.ts';
import type { Pi } from '#runtime/pi/machine.ts';
import type { BrokerState } from './messages.ts';
import type { Uplink, UplinkState } from './uplink.ts';

/** What systemctl(1) says of it. */
const ELSEWHERE =
  'this broker runs in the server that served the page, for everybody of this seat. Whoever runs the server can restart it.';

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
export class ServerBroker implements BrokerService {
  onState: (state: BrokerState) => void = () => {};
  readonly #lan: Lan;
  readonly #pi: Pi;
  readonly #uplink: Uplink;

  constructor(lan: Lan, pi: Pi, uplink: Uplink) {
    this.#lan = lan;
    this.#pi = pi;
    this.#uplink = uplink;
  }

  get state(): BrokerState {
    return stateOf(this.#uplink.state);
  }

  async start(): Promise<void> {
    this.#uplink.onState = (state) => this.onState(stateOf(state));
    this.#pi.install(mosquittoUnit({ run: async () => 1, elsewhere: () => ELSEWHERE }));
    this.#lan.host(this.#pi.host)?.forward(MQTT_PORT, () => this.#uplink.connect());
    this.onState(this.state);
  }

  /** The uplink outlives the lab: the page keeps its seat. */
  end(): void {
    this.#uplink.onState = () => {};
  }
}
