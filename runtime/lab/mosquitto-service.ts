import type { Broker } from '#runtime/broker/broker.ts';
import { strerror } from '#runtime/pi/error-text.ts';
import type { Pi } from '#runtime/pi/machine.ts';
import type { RunningUnit } from '#runtime/pi/services/running-unit.ts';
import type { ServiceUnit } from '#runtime/pi/services/unit.ts';
import type { PiProcess } from '#runtime/pi/system.ts';
import { SystemError } from '#runtime/ports.ts';
import type { ByteStream, Clock, Random } from '#runtime/ports.ts';
import { MQTT_PORT, type BrokerCode, type BrokerService } from './broker-service.ts';
import type { BrokerState } from './messages.ts';

/** The version whose behaviour the broker keeps to. */
const VERSION = '2.0.11';
const ARGV = ['/usr/sbin/mosquitto', '-c', '/etc/mosquitto/mosquitto.conf'] as const;

/** The service `mosquitto` as Debian's package describes it. */
export const mosquittoUnit = (
  rest: Pick<ServiceUnit, 'run' | 'elsewhere'> & { readonly notifies?: true },
): ServiceUnit => ({
  name: 'mosquitto',
  description: 'Mosquitto MQTT Broker',
  documentation: ['man:mosquitto.conf(5)', 'man:mosquitto(8)'],
  argv: ARGV,
  ...rest,
});

/**
 * The lab's own Mosquitto, as the service that Debian's package starts: systemctl(1) stops it and starts
 * it anew, and it comes back after a reboot. It listens from the beginning; the broker itself is made
 * when its code is there, at the first connection at the latest.
 */
export class MosquittoService implements BrokerService {
  readonly state: BrokerState = { place: 'own', state: 'ready' };
  onState: (state: BrokerState) => void = () => {};
  readonly #pi: Pi;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #code: BrokerCode;
  #broker: Broker | undefined;
  #isRunning = false;

  /** @param random of its own: what the broker takes of it must not depend on when that begins */
  constructor(pi: Pi, clock: Clock, random: Random, code: BrokerCode) {
    this.#pi = pi;
    this.#clock = clock;
    this.#random = random;
    this.#code = code;
  }

  /** Makes it known to systemctl(1), without starting it. @param enabled whether it starts at each boot */
  install(enabled: boolean): RunningUnit {
    const unit = mosquittoUnit({ notifies: true, run: (process, notify) => this.#run(process, () => notify.ready()) });
    return this.#pi.install(unit, enabled);
  }

  async start(): Promise<void> {
    if (await this.install(true).start()) return;
    throw new Error(`mosquitto.service did not start: port ${MQTT_PORT} of ${this.#pi.host} could not be listened to.`);
  }

  end(): void {
    this.#isRunning = false;
    this.#broker?.close();
    this.#broker = undefined;
  }

  /** One run of the service, from its start to its stop. */
  async #run(process: PiProcess, ready: () => void): Promise<number> {
    const say = (line: string) => process.stderr.write(`${Math.floor(process.clock.now() / 1_000)}: ${line}\n`);
    const asked = new Promise<void>((ended) => {
      for (const signal of ['SIGTERM', 'SIGINT'] as const) process.onSignal(signal, ended);
    });
    // Of its configuration it reads nothing yet, so there is nothing to read anew.
    process.onSignal('SIGHUP', 'ignore');
    // A run that was killed could not do it itself.
    this.end();
    await say(`mosquitto version ${VERSION} starting`);
    try {
      await process.network.listen({ port: MQTT_PORT }, (stream) => this.#accept(stream));
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      await say(`Error: ${strerror(error.code)}`);
      return 1;
    }
    await say(`Opening ipv4 listen socket on port ${MQTT_PORT}.`);
    await say(`mosquitto version ${VERSION} running`);
    this.#isRunning = true;
    this.onState(this.state);
    ready();
    await asked;
    await say(`mosquitto version ${VERSION} terminating`);
    this.end();
    return 0;
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
    if (!this.#isRunning) return stream.destroy();
    this.#broker ??= new code({ clock: this.#clock, random: this.#random });
    this.#broker.accept(stream);
  }
}
