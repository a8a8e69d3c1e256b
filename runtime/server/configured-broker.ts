/**
 * `kleber serve --config FILE`: a mosquitto.conf for seat 1, the seat that real tools reach. Its broker and
 * its listeners are as the file says; who comes by the pages' own way, `/mqtt`, comes as by the listener that
 * is named first. The pages themselves stay where `--port` and `--lan` put them.
 */
import type { Signal } from '#runtime/pi/process.ts';
import { MosquittoLog } from '#runtime/programs/mosquitto-log.ts';
import { placesOf } from '#runtime/programs/mosquitto-places.ts';
import { MosquittoService, NotStarted } from '#runtime/programs/mosquitto-service.ts';
import { type BrokerStart, NoStart, readStart } from '#runtime/programs/mosquitto-start.ts';
import { nodeProcess } from '#runtime/programs/node/node-process.ts';
import { Refusal } from './refusal.ts';

/** Options of mosquitto.conf that are about a process of its own, and why each makes no sense here. */
const OUT_OF_PLACE = {
  user: 'this server stays the user who started it',
  pid_file: 'this server is no daemon',
} as const;

export interface ConfiguredBroker {
  readonly service: MosquittoService;
  /** Of the first listener that real tools can reach by TCP; 0: there is none. */
  readonly port: number;
  /** SIGHUP, SIGUSR1 and SIGUSR2 as mosquitto(8) takes them. */
  signal(signal: Signal): Promise<void>;
  close(): Promise<void>;
}

/** @throws Refusal with Mosquitto's exit code; what is wrong stands in the log */
export async function configuredBroker(file: string): Promise<ConfiguredBroker> {
  const process = nodeProcess(['mosquitto', '-c', file]);
  const log = new MosquittoLog(process);
  try {
    const start = await readStart(process, log);
    refuseOutOfPlace(start, file);
    const service = await MosquittoService.start(process, start, log);
    const port = placesOf(start.values, start.ports).find(({ values }) => values.protocol !== 'websockets')?.port ?? 0;
    return {
      service,
      port,
      async signal(signal) {
        if (signal === 'SIGHUP') await service.reload();
        else if (signal === 'SIGUSR1') service.save();
        else if (signal === 'SIGUSR2') await service.print();
      },
      async close() {
        await service.stop();
        await log.close();
      },
    };
  } catch (error) {
    if (error instanceof NoStart) for (const line of error.lines) log.say('error', line);
    await log.close();
    if (error instanceof NoStart) throw new Refusal(`the configuration ${file} cannot be used`, 3);
    if (error instanceof NotStarted) throw new Refusal(`there is no broker as ${file} describes it`, error.status);
    throw error;
  }
}

function refuseOutOfPlace({ values }: BrokerStart, file: string): void {
  for (const [name, why] of Object.entries(OUT_OF_PLACE)) {
    if (values[name as keyof typeof OUT_OF_PLACE] === undefined) continue;
    throw new Refusal(`${file}: "${name}" makes no sense with serve: ${why}; take the line out`, 3);
  }
}
