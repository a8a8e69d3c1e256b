/** Modules of node that this Pi cannot have: each of their functions says so, when it is called. */
import { notOnThisPi } from '../errors/node-error.ts';
import type { ModuleExports } from '../load/builtins.ts';

interface Refused {
  readonly functions: readonly string[];
  /** What to do instead. */
  readonly instead: string;
}

const SHELL = 'Start programs from the shell, and join them with pipes: ./lm75b.py | node FILE.ts';

export const REFUSED: Readonly<Record<string, Refused>> = {
  child_process: {
    functions: ['exec', 'execFile', 'execFileSync', 'execSync', 'fork', 'spawn', 'spawnSync'],
    instead: `Its node runs beside the Pi's processes, and cannot wait for another one. ${SHELL}`,
  },
  cluster: { functions: ['fork', 'setupPrimary'], instead: SHELL },
  dgram: { functions: ['createSocket'], instead: 'mqtt speaks over TCP and WebSocket.' },
  dns: { functions: ['lookup', 'resolve', 'resolve4', 'resolve6', 'reverse'], instead: 'mqtt.connect() takes names.' },
  http: { functions: ['createServer', 'get', 'request'], instead: 'mqtt speaks over TCP and WebSocket.' },
  http2: { functions: ['connect', 'createServer'], instead: 'mqtt speaks over TCP and WebSocket.' },
  https: { functions: ['createServer', 'get', 'request'], instead: 'mqtt speaks over TCP and WebSocket.' },
  net: {
    functions: ['connect', 'createConnection', 'createServer', 'Server', 'Socket'],
    instead: 'mqtt.connect() opens the connections that MQTT needs; nc is there in the shell.',
  },
  tls: { functions: ['connect', 'createSecureContext', 'createServer'], instead: 'mqtt:// and ws:// are there.' },
  worker_threads: { functions: ['Worker'], instead: SHELL },
};

export function refusedModule(name: string): ModuleExports {
  const { functions, instead } = REFUSED[name] ?? { functions: [], instead: '' };
  return Object.fromEntries(
    functions.map((each) => {
      const refuse = function (): never {
        throw notOnThisPi(`${each} of node:${name}`, instead);
      };
      return [each, refuse];
    }),
  );
}
