import { parseMessageFormat } from './message-format.ts';
import type { Option } from './option.ts';
import * as set from './option-values.ts';

const PUB = { tools: ['mosquitto_pub'] } as const;
const SUB = { tools: ['mosquitto_sub'] } as const;
const RR = { tools: ['mosquitto_rr'] } as const;
const PUB_RR = { tools: ['mosquitto_pub', 'mosquitto_rr'] } as const;
const SUB_RR = { tools: ['mosquitto_sub', 'mosquitto_rr'] } as const;

/**
 * Every option of mosquitto_pub(1), mosquitto_sub(1) and mosquitto_rr(1), version 2.0.11 as Debian
 * builds it (without -S, the lookup of SRV records), with the words in which it is refused.
 */
export const OPTIONS: readonly Option[] = [
  { names: ['-A'], missing: 'no address specified', set: (s, value) => (s.bindAddress = value) },
  { names: ['-c', '--disable-clean-session'], set: (s) => (s.clean = false) },
  { ...SUB, names: ['-C'], missing: 'no count specified', set: set.count },
  { names: ['-d', '--debug'], set: (s) => (s.debug = true) },
  { names: ['-D', '--property'], take: set.property },
  { ...RR, names: ['-e'], missing: 'no response topic specified', set: set.responseTopic },
  { ...SUB, names: ['-E'], set: (s) => (s.exitAfterSubscribing = true) },
  {
    ...PUB_RR,
    names: ['-f', '--file'],
    missing: 'no file specified',
    set: (s, path) => set.source(s, { kind: 'file', path }),
  },
  {
    ...SUB_RR,
    names: ['-F'],
    missing: 'no format specified',
    set: (s, value) => (s.format = parseMessageFormat(value)),
  },
  { names: ['-h', '--host'], missing: 'no host specified', set: (s, value) => (s.host = value) },
  { names: ['-i', '--id'], missing: 'no id specified', set: set.id },
  { names: ['-I', '--id-prefix'], missing: 'no id prefix specified', set: set.idPrefix },
  { names: ['-k', '--keepalive'], missing: 'no keepalive specified', set: set.keepAlive },
  { ...PUB, names: ['-l', '--stdin-line'], set: (s) => set.source(s, { kind: 'lines' }) },
  { names: ['-L', '--url'], missing: 'no URL specified', set: set.url },
  {
    ...PUB_RR,
    names: ['-m', '--message'],
    missing: 'no message specified',
    set: (s, text) => set.source(s, { kind: 'text', text }),
  },
  { names: ['-M'], missing: 'max_inflight not specified', set: set.maxInFlight },
  { ...PUB_RR, names: ['-n', '--null-message'], set: (s) => set.source(s, { kind: 'empty' }) },
  { ...SUB_RR, names: ['-N'], set: (s) => (s.noNewline = true) },
  { names: ['-p', '--port'], missing: 'no port specified', set: set.port },
  { names: ['-P', '--pw'], missing: 'no password specified', set: (s, value) => (s.password = value) },
  { names: ['-q', '--qos'], missing: 'no QoS specified', set: set.qos },
  { ...PUB, names: ['-r', '--retain'], set: (s) => (s.retain = true) },
  { ...SUB_RR, names: ['-R'], set: (s) => (s.noRetained = true) },
  { ...PUB_RR, names: ['-s', '--stdin-file'], set: (s) => set.source(s, { kind: 'stdin' }) },
  { names: ['-t', '--topic'], missing: 'no topic specified', set: (s, value) => set.topic(s, value, '-t') },
  { ...SUB, names: ['-T', '--filter-out'], missing: 'no topic filter specified', set: set.filterOut },
  { names: ['-u', '--username'], missing: 'no username specified', set: (s, value) => (s.username = value) },
  { ...SUB, names: ['-U', '--unsubscribe'], missing: 'no unsubscribe topic specified', set: set.unsubscribe },
  { ...SUB_RR, names: ['-v', '--verbose'], set: (s) => (s.verbose = true) },
  {
    names: ['-V', '--protocol-version'],
    called: '--protocol-version',
    missing: 'no version specified',
    set: set.level,
  },
  { ...SUB_RR, names: ['-W'], missing: 'no timeout specified', set: set.timeout },
  { names: ['-x'], missing: 'no session expiry interval specified', set: set.sessionExpiry },
  { names: ['--help'], set: () => set.ask('help') },
  { names: ['--version'], set: () => set.ask('version') },
  // Sent at once as it is: nothing is held back here that could be.
  { names: ['--nodelay'] },
  { ...SUB_RR, names: ['--pretty'], set: (s) => (s.pretty = true) },
  { names: ['--quiet'], set: (s) => (s.quiet = true) },
  { ...SUB, names: ['--random-filter'], missing: 'no chance specified', set: set.chance },
  { ...PUB, names: ['--repeat'], missing: 'no count specified', set: set.repeat },
  { ...PUB, names: ['--repeat-delay'], missing: 'no time specified', set: set.repeatDelay },
  { ...SUB_RR, names: ['--retain-as-published'], set: (s) => (s.retainAsPublished = true) },
  { ...SUB, names: ['--retained-only'], set: (s) => (s.retainedOnly = true) },
  { ...SUB, names: ['--remove-retained'], set: (s) => (s.removeRetained = true) },
  { names: ['--will-payload'], missing: 'no will payload specified', set: (s, value) => (s.willPayload = value) },
  { names: ['--will-qos'], missing: 'no will QoS specified', set: set.willQos },
  { names: ['--will-retain'], set: (s) => (s.willRetain = true) },
  { names: ['--will-topic'], missing: 'no will topic specified', set: set.willTopic },
  { names: ['--unix'], missing: 'no socket path specified', set: set.unixSocket },
  { names: ['--proxy'], missing: 'no proxy url specified', set: set.proxy },
  { names: ['--cafile'], missing: 'no file specified', set: ({ tls }, value) => (tls.caFile = value) },
  { names: ['--capath'], missing: 'no directory specified', set: ({ tls }, value) => (tls.caPath = value) },
  { names: ['--cert'], missing: 'no file specified', set: ({ tls }, value) => (tls.certificate = value) },
  { names: ['--key'], missing: 'no file specified', set: ({ tls }, value) => (tls.key = value) },
  { names: ['--keyform'], missing: 'no keyform specified', set: ({ tls }, value) => (tls.keyForm = value) },
  { names: ['--ciphers'], missing: 'no ciphers specified', set: ({ tls }, value) => (tls.ciphers = value) },
  { names: ['--tls-version'], missing: 'no version specified', set: ({ tls }, value) => (tls.version = value) },
  { names: ['--tls-alpn'], missing: 'no protocol specified', set: ({ tls }, value) => (tls.alpn = value) },
  { names: ['--insecure'], set: ({ tls }) => (tls.insecure = true) },
  { names: ['--tls-engine'], missing: 'no engine_id specified', set: ({ tls }, value) => (tls.engine = value) },
  {
    names: ['--tls-engine-kpass-sha1'],
    missing: 'no kpass sha1 specified',
    set: ({ tls }, value) => (tls.enginePassword = value),
  },
  { names: ['--tls-use-os-certs'], set: ({ tls }) => (tls.systemCertificates = true) },
  { names: ['--psk'], missing: 'no key specified', set: ({ tls }, value) => (tls.psk = value) },
  { names: ['--psk-identity'], missing: 'no identity specified', set: ({ tls }, value) => (tls.pskIdentity = value) },
];
