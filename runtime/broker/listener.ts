/**
 * One way into the broker: what of mosquitto.conf(5) may differ between its listeners. The broker opens
 * no port; whoever does hands it each stream together with the listener it came by.
 */
import type { QoS } from '#runtime/mqtt/packet.ts';
import type { Access } from './access/access.ts';

export interface ListenerSettings {
  /** As the log names it; 0: none. */
  readonly port: number;
  /** Clients at a time; -1: no limit. */
  readonly maxConnections: number;
  /** The highest QoS that a client may publish at, and is granted. */
  readonly maxQos: QoS;
  /** Topic aliases that a client of 5.0 may use. */
  readonly maxTopicAlias: number;
  /** Before every topic that its clients name, and taken off what they get; '': nothing. */
  readonly mountPoint: string;
  /** Lets clients in that bring no user name. */
  readonly allowAnonymous: boolean;
  /** Gives an id to a client of 3.1.1 that brings none. */
  readonly allowZeroLengthClientid: boolean;
  /** What such an id begins with. */
  readonly autoIdPrefix: string;
  readonly useUsernameAsClientid: boolean;
  /** The user name is what the certificate's CN, or the identity of the pre-shared key, says. */
  readonly useIdentityAsUsername: boolean;
  /** The user name is the certificate's whole subject. */
  readonly useSubjectAsUsername: boolean;
  /** Absent: whoever is let in may do everything, and any name and password will do. */
  readonly access?: Access;
  /** It is the broker's own end of a bridge: nobody is asked for a password, and may say how it stands under `$SYS`. */
  readonly isBridge?: true;
}

export const DEFAULT_LISTENER: ListenerSettings = {
  port: 1883,
  maxConnections: -1,
  maxQos: 2,
  maxTopicAlias: 10,
  mountPoint: '',
  allowAnonymous: true,
  allowZeroLengthClientid: true,
  autoIdPrefix: 'auto-',
  useUsernameAsClientid: false,
  useIdentityAsUsername: false,
  useSubjectAsUsername: false,
};
