import type { SystemError } from '#runtime/ports.ts';
import type { LanConnection, Side } from './lan-connection.ts';

/**
 * A sniffer at the wire. It sees bytes when they leave the sender's host: at once when written, or,
 * of a host that is unplugged, when it is plugged in again. What is lost afterwards by a cut was
 * seen, as on a real wire; what never left is never seen. After `closed` nothing more is told of a
 * connection.
 */
export interface LanTap {
  /** Accepted by the listener; before any data. */
  opened(connection: LanConnection): void;
  data(connection: LanConnection, sender: Side, bytes: Uint8Array): void;
  /**
   * @param side who closed first; `wire`: cut, or given up after 15 minutes of silence
   * @param error absent: an orderly end. `ECONNRESET`, `ETIMEDOUT`
   */
  closed(connection: LanConnection, side: Side | 'wire', error?: SystemError): void;
}
