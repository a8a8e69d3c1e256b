import { Broker } from '#runtime/broker/broker.ts';
import type { ManualClock } from '#runtime/lab/clock.ts';
import { SeededRandom } from '#runtime/lab/random.ts';
import type { Uplink, UplinkState } from '#runtime/lab/uplink.ts';
import { SystemError, type ByteStream } from '#runtime/ports.ts';
import { streamPair } from './wire.ts';

/** A server's seat with a broker of its own, on the clock of the lab that uses it. */
export class TestUplink implements Uplink {
  state: UplinkState = { kind: 'ready', seat: '3', tcpPort: 1883 };
  onState: (state: UplinkState) => void = () => {};
  #clock: ManualClock | undefined;
  #broker: Broker | undefined;

  /** To be called once the lab is there. */
  use(clock: ManualClock): void {
    this.#clock = clock;
  }

  async connect(): Promise<ByteStream> {
    const clock = this.#clock;
    if (clock === undefined || this.state.kind !== 'ready') throw new SystemError('ECONNREFUSED');
    this.#broker ??= new Broker({ clock, random: new SeededRandom(7) });
    const [client, server] = streamPair({ clock });
    this.#broker.accept(server);
    return client;
  }

  become(state: UplinkState): void {
    this.state = state;
    this.onState(state);
  }

  renew(): void {
    this.#broker?.close();
    this.#broker = undefined;
  }

  close(): void {}
}
