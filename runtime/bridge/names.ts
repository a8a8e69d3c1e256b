/**
 * What a bridge calls itself. Two sessions bear its state, so it has two client ids, and a topic that
 * says whether it stands:
 *
 *     connection up, on the machine vm
 *     remote client id   vm.up
 *     local client id    local.vm.up
 *     state              $SYS/broker/connection/vm.up/state     1: it stands, 0: it does not
 */
import type { BridgeValues } from '#runtime/config/values.ts';

export interface BridgeNames {
  readonly remoteClientId: string;
  readonly localClientId: string;
  /** Where both brokers are told whether the bridge stands. */
  readonly stateTopic: string;
}

/** @param hostname of this machine. Source: mosquitto.conf(5), `remote_clientid`, `local_clientid`, `notifications` */
export function namesOf(
  values: Pick<BridgeValues, 'connection' | 'remote_clientid' | 'local_clientid' | 'notification_topic'>,
  hostname: string,
): BridgeNames {
  const { connection, remote_clientid: remoteClientId = `${hostname}.${connection}` } = values;
  return {
    remoteClientId,
    localClientId: values.local_clientid ?? `local.${remoteClientId}`,
    stateTopic: values.notification_topic ?? `$SYS/broker/connection/${remoteClientId}/state`,
  };
}
