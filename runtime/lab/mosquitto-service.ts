import type { Broker } from '#runtime/broker/broker.ts';
import type { Pi } from '#runtime/pi/machine.ts';
import type { PiProcess } from '#runtime/pi/system.ts';
import type { ByteStream, Clock, Random } from '#runtime/ports.ts';
import { MQTT_PORT, type BrokerCode, type BrokerService } from './broker-service.ts';
import type { BrokerState } from './messages.ts';

/**
 * The lab's own Mosquitto, as the service that Debian's package starts. It listens from the
 * beginning; the broker itself is made when its code is there, at the first connection at the latest.
 */
export class MosquittoService implements BrokerService {
  readonly state: BrokerState = { place: 'own', state: 'ready' };
  onState: (state: BrokerState) => void = () => {};
  readonly #pi: Pi;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #code: BrokerCode;
  #broker: Broker | undefined;
  #ended = false;

  /** @param random of its own: what the broker takes of it must not depend on when that begins */
  constructor(pi: Pi, clock: Clock, random: Random, code: BrokerCode) {
    this.#pi = pi;
    this.#clock = clock;
    this.#random = random;
    this.#code = code;
  }

  start(): Promise<void> {
    return new Promise((resolve, reject) => {
      const run = async (process: PiProcess): Promise<number> => {
        try {
          await process.network.listen({ port: MQTT_PORT }, (stream) => this.#accept(stream));
        } catch (error) {
          reject(error);
          return 1;
        }
        this.onState(this.state);
        resolve();
        await new Promise<void>((ended) => {
          for (const signal of ['SIGTERM', 'SIGINT'] as const) process.onSignal(signal, ended);
        });
        this.end();
        return 0;
      };
      this.#pi.spawn({
        run,
        argv: ['/usr/sbin/mosquitto', '-c', '/etc/mosquitto/mosquitto.conf'],
        user: 'root',
        by: 'engine',
      });
    });
  }

  end(): void {
    this.#ended = true;
    this.#broker?.close();
  }

  /** Until the code is there a client waits, like any that connects to a busy server. */
  #accept(stream: ByteStream): void {
    if (this.#broker !== undefined) return this.#broker.accept(stream);
    const code = this.#code();
    if (!(code instanceof Promise)) return this.#acceptWith(code, stream);
    code.then(
      (fetched) => this.#acceptWith(fetched, stream),
      (error: unknown) => {
        // The client sees its connection reset; the rejection goes on to whoever reports faults.
        stream.destroy();
        throw error;
      },
    );
  }

  #acceptWith(code: typeof Broker, stream: ByteStream): void {
    if (this.#ended) return stream.destroy();
    this.#broker ??= new code({ clock: this.#clock, random: this.#random });
    this.#broker.accept(stream);
  }
}
