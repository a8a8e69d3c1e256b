/**
 * What has gone through the broker since it started, for `$SYS`: counted where packets are read and
 * written, many of them at a time on the hot path, and looked at by nobody in between.
 *
 * Bytes are those of packets: not those of TLS, WebSocket or TCP around them.
 */
export class Traffic {
  bytesReceived = 0;
  /** What outputs have handed on; what still waits in them is to be added. */
  bytesWritten = 0;
  publishesReceived = 0;
  publishesSent = 0;
  /** Packets of all other types. */
  othersReceived = 0;
  othersSent = 0;
  /** Bytes of the payloads of PUBLISH packets. */
  payloadReceived = 0;
  payloadSent = 0;
  /** Connections that were opened, and those on which CONNECT was said. */
  sockets = 0;
  connects = 0;

  /** Packets of any type. */
  get messagesReceived(): number {
    return this.publishesReceived + this.othersReceived;
  }

  get messagesSent(): number {
    return this.publishesSent + this.othersSent;
  }

  /** So many PUBLISH packets, with payloads of so many bytes each. */
  receivePublishes(count: number, payload: number): void {
    this.publishesReceived += count;
    this.payloadReceived += count * payload;
  }

  sendPublishes(count: number, payload: number): void {
    this.publishesSent += count;
    this.payloadSent += count * payload;
  }
}
