import type { BridgeValues } from '#runtime/config/values.ts';
import type { Connect, Properties, ProtocolLevel, QoS } from '#runtime/mqtt/packet.ts';
import type { BridgeNames } from './names.ts';

/** Session expiry interval: never [MQTT5-3.1.2.11.2]. */
export const NEVER = 0xffff_ffff;

/** `bridge_protocol_version` as CONNECT has it. */
const LEVEL = { mqttv31: 3, mqttv311: 4, mqttv50: 5 } as const;

export const levelOf = ({ bridge_protocol_version }: Pick<BridgeValues, 'bridge_protocol_version'>): ProtocolLevel =>
  LEVEL[bridge_protocol_version];

/** What earlier answers of this broker have shown of it. */
export interface RemoteManners {
  /** It takes a protocol byte with the bit that says "a bridge". */
  readonly takesPrivate: boolean;
  /** Of 5.0: it takes a will that is retained, and of which QoS. */
  readonly retain: boolean;
  readonly maximumQoS: QoS;
}

export const UNKNOWN_MANNERS: RemoteManners = { takesPrivate: true, retain: true, maximumQoS: 2 };

/**
 * The CONNECT to the other broker. As Mosquitto's bridges, one of 3.1.1 says by the highest bit of the
 * protocol byte that it is a bridge (`try_private`): then it is not sent what it has sent itself, and
 * gets RETAIN as it was published. In 5.0 it asks for that with each subscription instead.
 *
 * @param receiveMaximum messages of QoS 2 that the broker here takes at a time (5.0)
 */
export function remoteConnect(
  values: BridgeValues,
  { remoteClientId, stateTopic }: BridgeNames,
  manners: RemoteManners,
  receiveMaximum: number,
): Connect {
  const level = levelOf(values);
  const { remote_username: username, remote_password: password, notifications, notifications_local_only } = values;
  return {
    type: 'CONNECT',
    level,
    ...(level < 5 && values.try_private && manners.takesPrivate && { bridge: true }),
    clean: values.cleansession,
    keepAlive: values.keepalive_interval,
    clientId: remoteClientId,
    ...(notifications &&
      !notifications_local_only && {
        will: {
          topic: stateTopic,
          payload: new TextEncoder().encode('0'),
          qos: manners.maximumQoS === 0 ? (0 as const) : (1 as const),
          retain: manners.retain,
        },
      }),
    ...(username !== undefined && { username }),
    ...(username !== undefined && password !== undefined && { password: new TextEncoder().encode(password) }),
    ...(level === 5 && { properties: propertiesOf(values, receiveMaximum) }),
  };
}

/** Without an expiry a session of 5.0 ends with its connection, and nothing would wait for the bridge. */
function propertiesOf({ cleansession }: BridgeValues, receiveMaximum: number): Properties {
  return { ...(!cleansession && { sessionExpiryInterval: NEVER }), receiveMaximum };
}
