import { ConfigError } from './config-error.ts';
import type { BridgeValues } from './values.ts';

const invalid = (why: string): ConfigError => new ConfigError(`Error: Invalid bridge configuration: ${why}.`);

/** What can only be said of a bridge when the whole configuration is read. @throws ConfigError */
export function checkBridges(bridges: readonly BridgeValues[]): void {
  for (const { addresses, topics, bridge_identity, bridge_psk } of bridges) {
    if (addresses.length === 0) throw invalid('no remote addresses defined');
    if (topics.length === 0) throw invalid('no topics defined');
    if (bridge_psk !== undefined && bridge_identity === undefined) throw invalid('missing bridge_identity');
    if (bridge_identity !== undefined && bridge_psk === undefined) throw invalid('missing bridge_psk');
  }
  const clientIds = new Set<string>();
  for (const bridge of bridges) {
    const clientId = localClientId(bridge);
    if (clientId === undefined) continue;
    if (clientIds.has(clientId)) {
      throw new ConfigError(
        `Error: Bridge local_clientid '${clientId}' is not unique. Try changing or setting the local_clientid value for one of the bridges.`,
      );
    }
    clientIds.add(clientId);
  }
}

/** @returns undefined where it is made of the names of the host and of the bridge: that is no other bridge's */
function localClientId({ local_clientid, remote_clientid }: BridgeValues): string | undefined {
  return local_clientid ?? (remote_clientid === undefined ? undefined : `local.${remote_clientid}`);
}
