import type { ListenerSettings } from '#runtime/broker/listener.ts';
import type { Settings } from '#runtime/broker/settings.ts';
import type { Access } from '#runtime/broker/access/access.ts';
import type { ConfigValues, ListenerValues, SecurityValues } from '#runtime/config/values.ts';

/** What a mosquitto.conf says of the broker as a whole. */
export const brokerSettings = (values: ConfigValues): Partial<Settings> => ({
  checkRetainSource: values.check_retain_source,
  clientidPrefixes: values.clientid_prefixes ?? '',
  connectionMessages: values.connection_messages,
  maxInflightBytes: values.max_inflight_bytes,
  maxInflightMessages: values.max_inflight_messages,
  maxKeepalive: values.max_keepalive,
  maxPacketSize: values.max_packet_size,
  maxQueuedBytes: values.max_queued_bytes,
  maxQueuedMessages: values.max_queued_messages,
  messageSizeLimit: values.message_size_limit,
  persistentClientExpiration: values.persistent_client_expiration,
  queueQos0Messages: values.queue_qos0_messages,
  retainAvailable: values.retain_available,
  sysInterval: values.sys_interval,
  upgradeOutgoingQos: values.upgrade_outgoing_qos,
});

/** Who may come in by a listener: its own rules, or those that all share. */
export const securityOf = (values: ConfigValues, listener: ListenerValues): SecurityValues =>
  values.per_listener_settings ? listener : values.security;

/**
 * What it says of one listener.
 * @param localOnly nobody but this machine can connect
 */
export function listenerSettings(
  values: ConfigValues,
  listener: ListenerValues,
  { port, localOnly, access }: { port: number; localOnly: boolean; access: Access | undefined },
): Partial<ListenerSettings> {
  const security = securityOf(values, listener);
  return {
    port,
    maxConnections: listener.max_connections ?? -1,
    maxQos: listener.max_qos ?? 2,
    maxTopicAlias: listener.max_topic_alias ?? 10,
    mountPoint: listener.mount_point ?? '',
    // Mosquitto's rule since 2.0: whoever lets the network in says who may come.
    allowAnonymous: security.allow_anonymous ?? localOnly,
    allowZeroLengthClientid: security.allow_zero_length_clientid ?? true,
    autoIdPrefix: security.auto_id_prefix ?? 'auto-',
    useUsernameAsClientid: listener.use_username_as_clientid ?? false,
    useIdentityAsUsername: listener.use_identity_as_username ?? false,
    useSubjectAsUsername: listener.use_subject_as_username ?? false,
    ...(access !== undefined && { access }),
  };
}
