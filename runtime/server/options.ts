import { parseArgs } from 'node:util';
import { Refusal } from './refusal.ts';

export interface ServeOptions {
  readonly port: number;
  readonly mqttPort: number;
  /** A mosquitto.conf for the broker that real clients reach; `mqttPort` counts for nothing then. */
  readonly config?: string;
  /** Open to the network, not to this machine alone. */
  readonly lan: boolean;
  /** Further names that pages may use to reach this server. */
  readonly names: readonly string[];
  readonly help: boolean;
}

export const SERVE_HELP = `Usage: npm start -- [options]        (or: npx kleber serve [options])

Serves the lessons and an MQTT broker to this machine.

  --port N        where the pages are: http://localhost:N      (default 8080)
  --mqtt-port N   where real MQTT clients connect by TCP       (default 1883)
  --config FILE   a mosquitto.conf for the broker that they reach: its ports, users, bridges, ...
  --lan           open both to everyone in this network, and show a QR code
  --name NAME     also answer to this host name (may be repeated)
  --help          this text
`;

function port(text: string, option: string): number {
  const value = Number(text);
  if (!/^\d{1,5}$/.test(text) || value > 65_535) {
    throw new Refusal(`--${option} takes a number from 0 to 65535, not "${text}" (0: any free port)`, 2);
  }
  return value;
}

/** @throws Refusal with exit code 2 for what it does not know */
export function parseServeOptions(args: readonly string[]): ServeOptions {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      allowPositionals: false,
      options: {
        port: { type: 'string', default: '8080' },
        'mqtt-port': { type: 'string' },
        config: { type: 'string' },
        lan: { type: 'boolean', default: false },
        name: { type: 'string', multiple: true, default: [] },
        help: { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    const [sentence] = (error as Error).message.split('. ');
    throw new Refusal(`${sentence}; npm start -- --help lists the options`, 2);
  }
  const { config, 'mqtt-port': mqttPort } = values;
  if (config !== undefined && mqttPort !== undefined) {
    throw new Refusal('--mqtt-port and --config exclude each other: the file says where to listen', 2);
  }
  return {
    port: port(values.port, 'port'),
    mqttPort: port(mqttPort ?? '1883', 'mqtt-port'),
    ...(config !== undefined && { config }),
    lan: values.lan,
    names: values.name,
    help: values.help,
  };
}
