/** What each option of the mosquitto_* programs does with its value. All throw UsageError. */
import type { QoS } from '#runtime/mqtt/packet.ts';
import { checkTopicFilter } from '#runtime/mqtt/filter.ts';
import { checkTopicName } from '#runtime/mqtt/topic.ts';
import { utf8Length } from '#runtime/mqtt/utf8.ts';
import { atof, atoi } from './c-number.ts';
import { HelpRequest } from './option.ts';
import { readProperty } from './property-option.ts';
import { readProxyUrl } from './proxy-url.ts';
import type { MessageSource, Settings } from './settings.ts';
import { optionError, valueError } from './usage-error.ts';
import { readUrl } from './url.ts';

export function source(settings: Settings, value: MessageSource): void {
  if (settings.source !== undefined) throw valueError('Only one type of message can be sent at once.');
  settings.source = value;
}

export function id(settings: Settings, value: string): void {
  if (settings.idPrefix !== undefined) throw bothIds();
  settings.id = value;
}

export function idPrefix(settings: Settings, value: string): void {
  if (settings.id !== undefined) throw bothIds();
  settings.idPrefix = value;
}

const bothIds = (): Error => valueError('-i and -I argument cannot be used together.');

export function count(settings: Settings, value: string): void {
  const messages = atoi(value);
  if (messages < 1) throw valueError(`Invalid message count "${messages}".`);
  settings.count = messages;
}

export function timeout(settings: Settings, value: string): void {
  const seconds = atoi(value);
  if (seconds < 1) throw valueError(`Invalid timeout "${seconds}".`);
  settings.timeout = seconds;
}

export function keepAlive(settings: Settings, value: string): void {
  const seconds = atoi(value);
  if (seconds < 5 || seconds > 65_535) {
    throw valueError('Invalid keepalive given, it must be between 5 and 65535 inclusive.');
  }
  settings.keepAlive = seconds;
}

export function maxInFlight(settings: Settings, value: string): void {
  const messages = atoi(value);
  if (messages < 1) throw valueError('Maximum inflight messages must be greater than 0.');
  settings.maxInFlight = messages;
}

export function port(settings: Settings, value: string): void {
  const number = atoi(value);
  if (number < 0 || number > 65_535) throw optionError(`Invalid port given: ${number}`);
  settings.port = number;
}

export function qos(settings: Settings, value: string): void {
  const number = atoi(value);
  if (!isQos(number)) throw optionError(`Invalid QoS given: ${number}`);
  settings.qos = number;
}

export function willQos(settings: Settings, value: string): void {
  const number = atoi(value);
  if (!isQos(number)) throw valueError(`Invalid will QoS ${number}.`);
  settings.willQos = number;
}

const isQos = (value: number): value is QoS => value === 0 || value === 1 || value === 2;

export function willTopic(settings: Settings, value: string): void {
  checkUtf8(value, '--will-topic');
  if (isWrongName(value)) throw optionError(`Invalid will topic '${value}', does it contain '+' or '#'?`);
  settings.willTopic = value;
}

export function level(settings: Settings, value: string): void {
  if (value === 'mqttv31' || value === '31') settings.level = 3;
  else if (value === 'mqttv311' || value === '311') settings.level = 4;
  else if (value === 'mqttv5' || value === '5') settings.level = 5;
  else throw valueError('Invalid protocol version argument given.');
}

/** The interval that does not end [MQTT5 §3.1.2.11.2]. */
export const NEVER = 4_294_967_295;

export function sessionExpiry(settings: Settings, value: string): void {
  if (value === '∞') {
    settings.sessionExpiry = NEVER;
    return;
  }
  if (!/^\s*[+-]?\d+$/.test(value)) throw valueError('session-expiry-interval not a number.');
  const seconds = Number(value);
  if (seconds < -1 || seconds > NEVER) throw valueError('session-expiry-interval out of range.');
  settings.sessionExpiry = seconds === -1 ? NEVER : seconds;
}

/** A property is 5.0's, and makes it the version; a later -V may think otherwise. */
export function property(settings: Settings, words: readonly string[]): number {
  const { given, taken } = readProperty(words);
  settings.given.push(given);
  settings.level = 5;
  return taken;
}

export function responseTopic(settings: Settings, value: string): void {
  checkUtf8(value, '-e');
  if (isWrongName(value)) throw optionError(`Invalid response topic '${value}', does it contain '+' or '#'?`);
  settings.responseTopic = value;
}

/** As libmosquitto has it: port 0 says that the host is a path. */
export function unixSocket(settings: Settings, path: string): void {
  settings.host = path;
  settings.port = 0;
}

export function proxy(settings: Settings, value: string): void {
  settings.proxy = readProxyUrl(value);
}

export function chance(settings: Settings, value: string): void {
  const percent = atof(value);
  // Mosquitto's sentence names a maximum that it does not keep.
  if (percent < 0.1) throw valueError('--random-filter chance must be between 0.1-100.0');
  settings.chance = percent;
}

export function repeat(settings: Settings, value: string): void {
  const times = atoi(value);
  if (times < 1) throw valueError('--repeat argument must be >0.');
  settings.repeat = times;
}

export function repeatDelay(settings: Settings, value: string): void {
  const seconds = atof(value);
  if (seconds < 0) throw valueError('--repeat-delay argument must be >=0.0.');
  settings.repeatDelay = seconds * 1000;
}

export function topic(settings: Settings, value: string, option: string): void {
  checkUtf8(value, option);
  if (settings.tool !== 'mosquitto_sub') {
    if (isWrongName(value)) throw optionError(`Invalid publish topic '${value}', does it contain '+' or '#'?`);
    settings.topics = [value];
  } else {
    if (isWrongFilter(value)) throw wrongFilter('subscription', value);
    settings.topics.push(value);
  }
}

export function filterOut(settings: Settings, value: string): void {
  checkUtf8(value, '-T');
  if (isWrongFilter(value)) throw wrongFilter('filter', value);
  settings.filtersOut.push(value);
}

export function unsubscribe(settings: Settings, value: string): void {
  checkUtf8(value, '-U');
  if (isWrongFilter(value)) throw wrongFilter('unsubscribe', value);
  settings.unsubscribe.push(value);
}

const wrongFilter = (what: string, value: string): Error =>
  optionError(`Invalid ${what} topic '${value}', are all '+' and '#' wildcards correct?`);

export function url(settings: Settings, value: string): void {
  const { topic: name, secure, ...where } = readUrl(value);
  Object.assign(settings, where);
  if (secure) settings.tls.systemCertificates = true;
  topic(settings, name, '-L url');
}

/** Mosquitto lets an empty topic pass here and fails when it uses it. */
const isWrongName = (topic: string): boolean => topic !== '' && checkTopicName(topic) !== undefined;
const isWrongFilter = (filter: string): boolean => filter !== '' && checkTopicFilter(filter) !== undefined;

function checkUtf8(value: string, option: string): void {
  // A byte that is no UTF-8 has become U+FFFD on its way here.
  if (utf8Length(value) > 65_535 || !value.isWellFormed()) throw valueError(`Malformed UTF-8 in ${option} argument.`);
}

export function ask(what: 'help' | 'version'): never {
  throw new HelpRequest(what);
}
