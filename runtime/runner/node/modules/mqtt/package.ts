/** What of the package is no connection: it is the same on Node and in a page. */
import client from 'mqtt/lib/client';
import messageIds from 'mqtt/lib/default-message-id-provider';
import handlers from 'mqtt/lib/handlers/ack';
import keepalive from 'mqtt/lib/KeepaliveManager';
import shared from 'mqtt/lib/shared';
import store from 'mqtt/lib/store';
import uniqueIds from 'mqtt/lib/unique-message-id-provider';
import validations from 'mqtt/lib/validations';

/** Some tools give the exports of CommonJS as they are, others what stands under `default`. */
const main = <Exports extends object>(exports: Exports): unknown => ('default' in exports ? exports.default : exports);

export const CLIENT: Readonly<Record<string, unknown>> = {
  ...shared,
  ...validations,
  MqttClient: main(client),
  Client: main(client),
  Store: main(store),
  DefaultMessageIdProvider: main(messageIds),
  UniqueMessageIdProvider: main(uniqueIds),
  KeepaliveManager: main(keepalive),
  ReasonCodes: (handlers as unknown as { ReasonCodes: unknown }).ReasonCodes,
};
