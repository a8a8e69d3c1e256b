import type { QoS } from '#runtime/mqtt/packet.ts';
import { checkTopicFilter } from '#runtime/mqtt/filter.ts';
import { checkTopicName } from '#runtime/mqtt/topic.ts';
import { utf8Length } from '#runtime/mqtt/utf8.ts';
import { atof, atoi } from './c-number.ts';
import { parseMessageFormat } from './message-format.ts';
import type { Option } from './option.ts';
import { HelpRequest } from './option.ts';
import type { MessageSource, Settings } from './settings.ts';
import { optionError, valueError } from './usage-error.ts';
import { readUrl } from './url.ts';

const PUB = { tool: 'mosquitto_pub' } as const;
const SUB = { tool: 'mosquitto_sub' } as const;
const NO_TLS = 'it has no TLS';
const NO_V5 = 'it speaks MQTT 3.1 and 3.1.1 only';

/**
 * Every option of mosquitto_pub(1) and mosquitto_sub(1), version 2.0.11, with the values each takes
 * and the words in which it is refused.
 */
export const OPTIONS: readonly Option[] = [
  { names: ['-A'], missing: 'no address specified', set: (s, value) => (s.bindAddress = value) },
  { names: ['-c', '--disable-clean-session'], set: (s) => (s.clean = false) },
  { ...SUB, names: ['-C'], missing: 'no count specified', set: setCount },
  { names: ['-d', '--debug'], set: (s) => (s.debug = true) },
  { names: ['-D', '--property'], unavailable: NO_V5 },
  { ...SUB, names: ['-E'], set: (s) => (s.exitAfterSubscribing = true) },
  {
    ...PUB,
    names: ['-f', '--file'],
    missing: 'no file specified',
    set: (s, path) => setSource(s, { kind: 'file', path }),
  },
  { ...SUB, names: ['-F'], missing: 'no format specified', set: (s, value) => (s.format = parseMessageFormat(value)) },
  { names: ['-h', '--host'], missing: 'no host specified', set: (s, value) => (s.host = value) },
  { names: ['-i', '--id'], missing: 'no id specified', set: setId },
  { names: ['-I', '--id-prefix'], missing: 'no id prefix specified', set: setIdPrefix },
  { names: ['-k', '--keepalive'], missing: 'no keepalive specified', set: setKeepAlive },
  { ...PUB, names: ['-l', '--stdin-line'], set: (s) => setSource(s, { kind: 'lines' }) },
  { names: ['-L', '--url'], missing: 'no URL specified', set: setUrl },
  {
    ...PUB,
    names: ['-m', '--message'],
    missing: 'no message specified',
    set: (s, text) => setSource(s, { kind: 'text', text }),
  },
  { names: ['-M'], missing: 'max_inflight not specified', set: setMaxInFlight },
  { ...PUB, names: ['-n', '--null-message'], set: (s) => setSource(s, { kind: 'empty' }) },
  { ...SUB, names: ['-N'], set: (s) => (s.noNewline = true) },
  { names: ['-p', '--port'], missing: 'no port specified', set: setPort },
  { names: ['-P', '--pw'], missing: 'no password specified', set: (s, value) => (s.password = value) },
  { names: ['-q', '--qos'], missing: 'no QoS specified', set: setQos },
  { ...PUB, names: ['-r', '--retain'], set: (s) => (s.retain = true) },
  { ...SUB, names: ['-R'], set: (s) => (s.noRetained = true) },
  { ...PUB, names: ['-s', '--stdin-file'], set: (s) => setSource(s, { kind: 'stdin' }) },
  { names: ['-t', '--topic'], missing: 'no topic specified', set: (s, value) => addTopic(s, value, '-t') },
  { ...SUB, names: ['-T', '--filter-out'], missing: 'no topic filter specified', set: addFilterOut },
  { names: ['-u', '--username'], missing: 'no username specified', set: (s, value) => (s.username = value) },
  { ...SUB, names: ['-U', '--unsubscribe'], missing: 'no unsubscribe topic specified', set: addUnsubscribe },
  { ...SUB, names: ['-v', '--verbose'], set: (s) => (s.verbose = true) },
  { names: ['-V', '--protocol-version'], called: '--protocol-version', missing: 'no version specified', set: setLevel },
  { ...SUB, names: ['-W'], missing: 'no timeout specified', set: setTimeout },
  { names: ['-x'], missing: 'no session expiry interval specified', set: checkExpiry },
  { names: ['--help'], set: () => ask('help') },
  { names: ['--version'], set: () => ask('version') },
  // Sent at once as it is: nothing is held back here that could be.
  { names: ['--nodelay'] },
  { ...SUB, names: ['--pretty'], set: (s) => (s.pretty = true) },
  { names: ['--quiet'], set: (s) => (s.quiet = true) },
  { ...SUB, names: ['--random-filter'], missing: 'no chance specified', set: setChance },
  { ...PUB, names: ['--repeat'], missing: 'no count specified', set: setRepeat },
  { ...PUB, names: ['--repeat-delay'], missing: 'no time specified', set: setRepeatDelay },
  // Has a meaning in MQTT 5 only; below, Mosquitto takes it and does nothing.
  { ...SUB, names: ['--retain-as-published'] },
  { ...SUB, names: ['--retained-only'], set: (s) => (s.retainedOnly = true) },
  { ...SUB, names: ['--remove-retained'], set: (s) => (s.removeRetained = true) },
  { names: ['--will-payload'], missing: 'no will payload specified', set: (s, value) => (s.willPayload = value) },
  { names: ['--will-qos'], missing: 'no will QoS specified', set: setWillQos },
  { names: ['--will-retain'], set: (s) => (s.willRetain = true) },
  { names: ['--will-topic'], missing: 'no will topic specified', set: setWillTopic },
  { names: ['--unix'], unavailable: 'it connects by TCP only' },
  { names: ['--proxy'], unavailable: 'it connects directly only' },
  ...[
    '--cafile --capath --cert --key --keyform --ciphers --tls-version --tls-alpn --insecure --tls-engine',
    '--tls-engine-kpass-sha1 --tls-use-os-certs --psk --psk-identity',
  ]
    .flatMap((names) => names.split(' '))
    .map((name) => ({ names: [name], unavailable: NO_TLS })),
];

function setSource(settings: Settings, source: MessageSource): void {
  if (settings.source !== undefined) throw valueError('Only one type of message can be sent at once.');
  settings.source = source;
}

function setId(settings: Settings, value: string): void {
  if (settings.idPrefix !== undefined) throw bothIds();
  settings.id = value;
}

function setIdPrefix(settings: Settings, value: string): void {
  if (settings.id !== undefined) throw bothIds();
  settings.idPrefix = value;
}

const bothIds = (): Error => valueError('-i and -I argument cannot be used together.');

function setCount(settings: Settings, value: string): void {
  const count = atoi(value);
  if (count < 1) throw valueError(`Invalid message count "${count}".`);
  settings.count = count;
}

function setTimeout(settings: Settings, value: string): void {
  const seconds = atoi(value);
  if (seconds < 1) throw valueError(`Invalid timeout "${seconds}".`);
  settings.timeout = seconds;
}

function setKeepAlive(settings: Settings, value: string): void {
  const seconds = atoi(value);
  if (seconds < 5 || seconds > 65_535) {
    throw valueError('Invalid keepalive given, it must be between 5 and 65535 inclusive.');
  }
  settings.keepAlive = seconds;
}

function setMaxInFlight(settings: Settings, value: string): void {
  const messages = atoi(value);
  if (messages < 1) throw valueError('Maximum inflight messages must be greater than 0.');
  settings.maxInFlight = messages;
}

function setPort(settings: Settings, value: string): void {
  const port = atoi(value);
  if (port < 0 || port > 65_535) throw optionError(`Invalid port given: ${port}`);
  settings.port = port;
}

function setQos(settings: Settings, value: string): void {
  const qos = atoi(value);
  if (!isQos(qos)) throw optionError(`Invalid QoS given: ${qos}`);
  settings.qos = qos;
}

function setWillQos(settings: Settings, value: string): void {
  const qos = atoi(value);
  if (!isQos(qos)) throw valueError(`Invalid will QoS ${qos}.`);
  settings.willQos = qos;
}

const isQos = (value: number): value is QoS => value === 0 || value === 1 || value === 2;

function setWillTopic(settings: Settings, value: string): void {
  checkUtf8(value, '--will-topic');
  if (isWrongName(value)) throw optionError(`Invalid will topic '${value}', does it contain '+' or '#'?`);
  settings.willTopic = value;
}

function setLevel(settings: Settings, value: string): void {
  if (value === 'mqttv31' || value === '31') settings.level = 3;
  else if (value === 'mqttv311' || value === '311') settings.level = 4;
  else if (value === 'mqttv5' || value === '5') throw unavailableLevel(settings, value);
  else throw valueError('Invalid protocol version argument given.');
}

const unavailableLevel = (settings: Settings, value: string): Error =>
  valueError(`Option -V ${value} is not available in this ${settings.tool}: ${NO_V5}.`);

/** Takes effect with MQTT 5 only; below, the value is checked and forgotten. */
function checkExpiry(_settings: Settings, value: string): void {
  if (value === '∞') return;
  if (!/^\s*[+-]?\d+$/.test(value)) throw valueError('session-expiry-interval not a number.');
  const seconds = Number(value);
  if (seconds < -1 || seconds > 4_294_967_295) throw valueError('session-expiry-interval out of range.');
}

function setChance(settings: Settings, value: string): void {
  const percent = atof(value);
  // Mosquitto's sentence names a maximum that it does not keep.
  if (percent < 0.1) throw valueError('--random-filter chance must be between 0.1-100.0');
  settings.chance = percent;
}

function setRepeat(settings: Settings, value: string): void {
  const times = atoi(value);
  if (times < 1) throw valueError('--repeat argument must be >0.');
  settings.repeat = times;
}

function setRepeatDelay(settings: Settings, value: string): void {
  const seconds = atof(value);
  if (seconds < 0) throw valueError('--repeat-delay argument must be >=0.0.');
  settings.repeatDelay = seconds * 1000;
}

function addTopic(settings: Settings, value: string, option: string): void {
  checkUtf8(value, option);
  if (settings.tool === 'mosquitto_pub') {
    if (isWrongName(value)) throw optionError(`Invalid publish topic '${value}', does it contain '+' or '#'?`);
    settings.topics = [value];
  } else {
    if (isWrongFilter(value)) throw wrongFilter('subscription', value);
    settings.topics.push(value);
  }
}

function addFilterOut(settings: Settings, value: string): void {
  checkUtf8(value, '-T');
  if (isWrongFilter(value)) throw wrongFilter('filter', value);
  settings.filtersOut.push(value);
}

function addUnsubscribe(settings: Settings, value: string): void {
  checkUtf8(value, '-U');
  if (isWrongFilter(value)) throw wrongFilter('unsubscribe', value);
  settings.unsubscribe.push(value);
}

const wrongFilter = (what: string, value: string): Error =>
  optionError(`Invalid ${what} topic '${value}', are all '+' and '#' wildcards correct?`);

function setUrl(settings: Settings, value: string): void {
  const { topic, ...where } = readUrl(value);
  Object.assign(settings, where);
  addTopic(settings, topic, '-L url');
}

/** Mosquitto lets an empty topic pass here and fails when it uses it. */
const isWrongName = (topic: string): boolean => topic !== '' && checkTopicName(topic) !== undefined;
const isWrongFilter = (filter: string): boolean => filter !== '' && checkTopicFilter(filter) !== undefined;

function checkUtf8(value: string, option: string): void {
  // A byte that is no UTF-8 has become U+FFFD on its way here.
  if (utf8Length(value) > 65_535 || !value.isWellFormed()) throw valueError(`Malformed UTF-8 in ${option} argument.`);
}

function ask(what: 'help' | 'version'): never {
  throw new HelpRequest(what);
}
