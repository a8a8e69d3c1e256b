import { Bridge } from '#runtime/bridge/bridge.ts';
import type { Broker } from '#runtime/broker/broker.ts';
import type { BridgeValues, ConfigValues } from '#runtime/config/values.ts';
import { strerror } from '#runtime/pi/error-text.ts';
import type { Process } from '#runtime/pi/process.ts';
import type { TlsOptions } from '#runtime/ports.ts';
import { SystemError } from '#runtime/ports.ts';
import { hexadecimal } from './hexadecimal.ts';
import type { Say } from './mosquitto-log.ts';
import { TLS_VERSIONS } from './tls-versions.ts';

/** The `connection`s of a configuration. */
export class MosquittoBridges {
  readonly #bridges: readonly Bridge[];

  private constructor(bridges: readonly Bridge[]) {
    this.#bridges = bridges;
  }

  /** A bridge whose files cannot be read is not there, which is said. */
  static async start(process: Process, broker: Broker, values: ConfigValues, say: Say): Promise<MosquittoBridges> {
    const { clock, random, network, hostname } = process;
    const bridges: Bridge[] = [];
    for (const each of values.bridges) {
      const tls = await bridgeTls(process, each);
      if (typeof tls === 'string') {
        say('error', tls);
        say('warning', `Warning: Unable to connect to bridge ${each.connection}.`);
        continue;
      }
      const encrypted = tls === undefined ? {} : { tls };
      const bridge = new Bridge({ clock, random, network, broker, values: each, hostname, strerror, ...encrypted });
      bridges.push(bridge);
      bridge.start();
    }
    return new MosquittoBridges(bridges);
  }

  stop(): void {
    for (const bridge of this.#bridges) bridge.stop();
  }
}

/** @returns undefined: not encrypted; or what is wrong */
async function bridgeTls({ files, network }: Process, values: BridgeValues): Promise<TlsOptions | undefined | string> {
  const { bridge_cafile: cafile, bridge_capath: caPath, bridge_certfile: certfile, bridge_keyfile: keyfile } = values;
  const { bridge_psk: psk, bridge_identity: identity = '', bridge_tls_version: version, bridge_alpn: alpn } = values;
  if (cafile === undefined && caPath === undefined && psk === undefined) return undefined;
  if (network.lacks?.has('tls') === true) {
    return `Error: There is no TLS in the network of this machine: the bridge ${values.connection} can do without bridge_cafile, bridge_capath and bridge_psk.`;
  }
  const key = psk === undefined ? undefined : hexadecimal(psk);
  if (key === null) return `Error: bridge_psk of bridge ${values.connection} is no hexadecimal number.`;
  const read = async (path: string | undefined): Promise<Uint8Array | undefined> =>
    path === undefined ? undefined : files.read(path);
  try {
    const [ca, certificate, certificateKey] = [await read(cafile), await read(certfile), await read(keyfile)];
    return {
      ...(ca !== undefined && { ca }),
      ...(caPath !== undefined && { caPath }),
      ...(certificate !== undefined && { certificate }),
      ...(certificateKey !== undefined && { key: certificateKey }),
      ...(values.bridge_insecure && { insecure: true }),
      ...(version !== undefined && { minimumVersion: TLS_VERSIONS[version] }),
      ...(alpn !== undefined && { alpn }),
      ...(key !== undefined && { psk: { identity, key } }),
    };
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    return `Error: Unable to load certificate file "${error.subject}" of bridge ${values.connection}: ${strerror(error.code)}.`;
  }
}
