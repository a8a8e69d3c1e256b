/**
 * What has gone through the broker since it started, for `$SYS`: counted where packets are read and
 * written, many of them at a time on the hot path, and looked at by nobody in between.
 *
 * Bytes are those of packets: not those of TLS, WebSocket or TCP around them. Sent is what was handed on
 * for sending.
 */
export class Traffic {
  bytesReceived = 0;
  bytesSent = 0;
  /** Packets of any type. */
  messagesReceived = 0;
  messagesSent = 0;
  publishesReceived = 0;
  publishesSent = 0;
  /** Bytes of their payloads. */
  payloadReceived = 0;
  payloadSent = 0;
  /** Connections that were opened, and those on which CONNECT was said. */
  sockets = 0;
  connects = 0;

  /** So many PUBLISH packets, with payloads of so many bytes each. */
  receivePublishes(count: number, payload: number): void {
    this.messagesReceived += count;
    this.publishesReceived += count;
    this.payloadReceived += count * payload;
  }

  sendPublishes(count: number, payload: number): void {
    this.messagesSent += count;
    this.publishesSent += count;
    this.payloadSent += count * payload;
  }
}
