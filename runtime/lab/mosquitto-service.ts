import { Broker } from '#runtime/broker/broker.ts';
import type { Pi } from '#runtime/pi/machine.ts';
import type { PiProcess } from '#runtime/pi/system.ts';
import type { Clock, Random } from '#runtime/ports.ts';
import { MQTT_PORT, type BrokerService } from './broker-service.ts';
import type { BrokerState } from './messages.ts';

/** The lab's own Mosquitto, as the service that Debian's package starts. */
export class MosquittoService implements BrokerService {
  readonly state: BrokerState = { place: 'own', state: 'ready' };
  onState: (state: BrokerState) => void = () => {};
  readonly #pi: Pi;
  readonly broker: Broker;

  constructor(pi: Pi, clock: Clock, random: Random) {
    this.#pi = pi;
    this.broker = new Broker({ clock, random });
  }

  start(): Promise<void> {
    return new Promise((resolve, reject) => {
      const run = async (process: PiProcess): Promise<number> => {
        try {
          await process.network.listen({ port: MQTT_PORT }, (stream) => this.broker.accept(stream));
        } catch (error) {
          reject(error);
          return 1;
        }
        this.onState(this.state);
        resolve();
        await new Promise<void>((ended) => {
          for (const signal of ['SIGTERM', 'SIGINT'] as const) process.onSignal(signal, ended);
        });
        this.broker.close();
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
    this.broker.close();
  }
}
