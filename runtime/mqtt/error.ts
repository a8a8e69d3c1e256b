import type { Phrase } from '#runtime/ports.ts';
import type { Refusal } from './refusal.en.ts';
import { fill } from './phrase.ts';

/**
 * What went wrong, as far as the answer depends on it.
 * `malformed`: the bytes cannot be read as the standard writes them. `protocol`: they can, but must
 * not come here or now. `packet-too-large`: larger than the receiver takes.
 * `unacceptable-protocol-level`: a CONNECT in another version of MQTT, to be answered with return
 * code 0x01 [MQTT-3.1.2-2]. The two topic kinds have reason codes of their own in 5.0.
 */
export type MqttErrorKind =
  | 'malformed'
  | 'protocol'
  | 'packet-too-large'
  | 'unacceptable-protocol-level'
  | 'topic-name-invalid'
  | 'topic-filter-invalid';

export interface MqttErrorDetails {
  /** `MQTT-3.1.0-2`; where the standard gives a rule no number, the section: `MQTT-2.2.3`. */
  readonly clause?: string;
  /** Reason code of 5.0; absent: the one of the kind. */
  readonly reasonCode?: number;
  /** The message without its clause, for a reader of any language. */
  readonly phrase?: Phrase;
}

/** The reason code of 5.0 for a kind, where there is none for the refusal itself [MQTT5 §4.13]. */
const REASON_CODES: Readonly<Record<MqttErrorKind, number>> = {
  malformed: 0x81,
  protocol: 0x82,
  'packet-too-large': 0x95,
  'unacceptable-protocol-level': 0x84,
  'topic-name-invalid': 0x90,
  'topic-filter-invalid': 0x8f,
};

/** A violation of MQTT. The message names the thing, the place and the rule, and ends with the clause. */
export class MqttError extends Error {
  readonly kind: MqttErrorKind;
  readonly clause: string | undefined;
  /** With which a CONNACK or DISCONNECT of 5.0 answers it. */
  readonly reasonCode: number;
  readonly phrase: Phrase | undefined;

  constructor(kind: MqttErrorKind, message: string, details: MqttErrorDetails = {}) {
    super(details.clause === undefined ? message : `${message} [${details.clause}]`);
    this.name = 'MqttError';
    this.kind = kind;
    this.clause = details.clause;
    this.reasonCode = details.reasonCode ?? REASON_CODES[kind];
    this.phrase = details.phrase;
  }
}

/** Makes the errors of a table of refusals, with their English sentences filled in. */
export const refusing =
  <Id extends string>(table: Readonly<Record<Id, Refusal>>) =>
  (id: Id, clause: string, values: Readonly<Record<string, string | number>> = {}): MqttError => {
    const { kind, text, reasonCode } = table[id];
    const phrase = { id: `error.${id}`, values };
    return new MqttError(kind, fill(text, values), { clause, phrase, ...(reasonCode !== undefined && { reasonCode }) });
  };
