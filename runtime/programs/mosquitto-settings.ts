import type { Settings } from '#runtime/broker/settings.ts';
import { isNamed, type ConfigValues, type ListenerValues } from '#runtime/config/values.ts';
import type { BrokerStart } from './mosquitto-start.ts';

/** A mosquitto.conf as the broker takes it. @param localOnly nobody but this machine can connect */
export function brokerSettings(values: ConfigValues, localOnly: boolean): Partial<Settings> {
  const [listener = {}] = allListeners(values);
  return {
    // Mosquitto's rule since 2.0: whoever lets the network in says who may come.
    allowAnonymous: values.allow_anonymous ?? localOnly,
    allowZeroLengthClientid: values.allow_zero_length_clientid,
    autoIdPrefix: values.auto_id_prefix,
    maxConnections: listener.max_connections ?? -1,
    maxInflightMessages: values.max_inflight_messages,
    maxKeepalive: values.max_keepalive,
    maxPacketSize: values.max_packet_size,
    maxQos: listener.max_qos ?? 2,
    maxQueuedBytes: values.max_queued_bytes,
    maxQueuedMessages: values.max_queued_messages,
    maxTopicAlias: listener.max_topic_alias ?? 10,
    messageSizeLimit: values.message_size_limit,
    persistentClientExpiration: values.persistent_client_expiration,
    queueQos0Messages: values.queue_qos0_messages,
    retainAvailable: values.retain_available,
    sysInterval: values.sys_interval,
  };
}

const LISTENER_OPTIONS = ['max_connections', 'max_qos', 'max_topic_alias'] as const;

/** Every listener there will be; in local only mode the default one stands for all. */
function allListeners({ listeners, default_listener: standard }: ConfigValues): readonly ListenerValues[] {
  return isNamed(standard) || listeners.length === 0 ? [...listeners, standard] : listeners;
}

/** @returns a sentence about what each option alone could have, and both together cannot */
export function unsupported({ values }: BrokerStart): string | undefined {
  const [first = {}, ...others] = allListeners(values);
  const differs = LISTENER_OPTIONS.find((name) => others.some((listener) => listener[name] !== first[name]));
  if (others.length > 0 && first.max_connections !== undefined) return tooMany('max_connections', 'on');
  return differs === undefined ? undefined : tooMany(differs, 'that differs between');
}

const tooMany = (name: string, how: string): string =>
  `Error: ${name} ${how} several listeners is not there yet in this broker.`;
