import type { Properties } from '#runtime/mqtt/packet.ts';
import { propertiesOf } from '#runtime/mqtt/properties.ts';
import type { Property, PropertyCarrier } from '#runtime/mqtt/properties.ts';
import { utf8Length } from '#runtime/mqtt/utf8.ts';
import { atol } from './c-number.ts';
import { UsageError, valueError } from './usage-error.ts';

/**
 * `-D command property value`: a property of MQTT 5.0, for the packets of one kind that the program
 * sends. `-D publish content-type text/plain`, `-D connect session-expiry-interval 60`,
 * `-D will user-property room hall` (a user property takes a name and a value).
 *
 * Invalid: `-D publish will-delay-interval 5` (belongs to a will), `-D puback reason-string x` (the
 * library answers by itself), `-D connect receive-maximum 0`, the same property twice.
 */
export type PropertyCommand = 'CONNECT' | 'PUBLISH' | 'SUBSCRIBE' | 'UNSUBSCRIBE' | 'DISCONNECT' | 'will';

/** One -D, in the order of the command line: whether they go together is checked at its end. */
export interface GivenProperty {
  readonly command: PropertyCommand;
  readonly property: Property;
  readonly value: unknown;
}

/** What may stand behind -D, and what it is about; the packets of the third kind are not for programs to fill. */
const COMMANDS: Readonly<Record<string, PropertyCarrier>> = {
  connect: 'CONNECT',
  connack: 'CONNACK',
  publish: 'PUBLISH',
  puback: 'PUBACK',
  pubrec: 'PUBREC',
  pubrel: 'PUBREL',
  pubcomp: 'PUBCOMP',
  subscribe: 'SUBSCRIBE',
  unsubscribe: 'UNSUBSCRIBE',
  disconnect: 'DISCONNECT',
  auth: 'AUTH',
  will: 'will',
};

const SUPPORTED: readonly PropertyCarrier[] = ['CONNECT', 'PUBLISH', 'SUBSCRIBE', 'UNSUBSCRIBE', 'DISCONNECT', 'will'];

const isSupported = (carrier: PropertyCarrier): carrier is PropertyCommand => SUPPORTED.includes(carrier);

const ALL: ReadonlyMap<string, Property> = new Map(
  (['CONNECT', 'CONNACK', 'will', 'PUBLISH', 'AUTH'] as const)
    .flatMap((carrier) => propertiesOf(carrier))
    .map((property) => [property.field, property]),
);

/** What -x sets. */
export const SESSION_EXPIRY_INTERVAL: Property = ALL.get('session-expiry-interval')!;

/**
 * @param words what follows -D, to the end of the command line
 * @returns the property, and how many words it took
 * @throws UsageError
 */
export function readProperty(words: readonly string[]): { given: GivenProperty; taken: number } {
  const [command = '', name = '', value = '', second = ''] = words;
  if (words.length < 2) throw tooFew();
  const carrier = COMMANDS[command.toLowerCase()];
  if (carrier === undefined) throw valueError('Invalid command given in --property argument.');
  const property = ALL.get(name.toLowerCase());
  if (property === undefined) throw valueError('Invalid property name given in --property argument.');
  if (!propertiesOf(carrier).includes(property)) {
    throw valueError(`${name} property not allowed for ${command} in --property argument.`);
  }
  const taken = property.kind === 'pair' ? 4 : 3;
  if (words.length < taken) throw tooFew();
  // 2.0.11 has no words for this one.
  if (carrier === 'CONNACK') throw new UsageError('');
  if (!isSupported(carrier) || (carrier === 'PUBLISH' && property.name === 'subscriptionIdentifier')) {
    throw valueError(`${name} property not supported for ${command} in --property argument.`);
  }
  return { given: { command: carrier, property, value: readValue(property, name, value, second) }, taken };
}

const tooFew = (): Error => valueError('--property argument given but not enough arguments specified.');

/** Largest number, and libmosquitto's number for the kind. */
const KINDS = {
  flag: [0xff, 1],
  word: [0xffff, 2],
  long: [0xffff_ffff, 3],
  variable: [0xffff_ffff, 4],
  binary: [0xffff, 5],
  text: [0xffff, 6],
  pair: [0xffff, 7],
} as const;

const encoder = new TextEncoder();

function readValue({ kind }: Property, name: string, value: string, second: string): unknown {
  const [maximum, type] = KINDS[kind];
  const cannotAdd = new UsageError(`Error adding property ${name} ${type}\n`);
  if (kind === 'pair' || kind === 'text' || kind === 'binary') {
    if (Math.max(utf8Length(value), utf8Length(second)) > maximum) throw cannotAdd;
    return kind === 'text' ? value : kind === 'pair' ? { name: value, value: second } : encoder.encode(value);
  }
  const number = atol(value);
  if (number < 0n || number > maximum) {
    throw valueError(`Property value (${number}) out of range for property ${name}.`);
  }
  if (kind === 'variable' && number > 268_435_455n) throw cannotAdd;
  return Number(number);
}

/** In the order in which they are checked, and the name that the complaint has for them. */
const CHECKED: readonly (readonly [PropertyCommand, name: string])[] = [
  ['CONNECT', 'CONNECT'],
  ['PUBLISH', 'PUBLISH'],
  ['SUBSCRIBE', 'SUBSCRIBE'],
  ['UNSUBSCRIBE', 'UNSUBSCRIBE'],
  ['DISCONNECT', 'DISCONNECT'],
  ['will', 'Will'],
];

/**
 * The properties of each packet, from what was given for all of them.
 * @throws UsageError when one is there twice, or has a value that libmosquitto refuses
 */
export function collectProperties(
  given: readonly GivenProperty[],
): Readonly<Partial<Record<PropertyCommand, Properties>>> {
  const all: Partial<Record<PropertyCommand, Properties>> = {};
  for (const [command, name] of CHECKED) {
    const values: Record<string, unknown> = {};
    for (const { property, value } of given.filter((each) => each.command === command)) {
      if (property.kind === 'pair') {
        values[property.name] = [...((values[property.name] as unknown[] | undefined) ?? []), value];
      } else if (property.name in values) {
        throw inProperties(name, 'Duplicate property in property list');
      } else {
        if (isWrong(property, value)) {
          throw inProperties(name, 'A network protocol error occurred when communicating with the broker.');
        }
        values[property.name] = property.kind === 'variable' ? [value] : value;
      }
    }
    if (Object.keys(values).length > 0) all[command] = values as Properties;
  }
  return all;
}

/** libmosquitto looks at all flags but this one, and at two of the numbers that may not be 0. */
function isWrong({ kind, name, minimum }: Property, value: unknown): boolean {
  if (kind === 'flag') return name !== 'payloadFormatIndicator' && Number(value) > 1;
  return kind !== 'variable' && value === 0 && minimum > 0;
}

const inProperties = (command: string, what: string): Error =>
  new UsageError(`Error in ${command} properties: ${what}\n`);
