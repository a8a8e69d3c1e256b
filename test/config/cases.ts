/**
 * Configurations to be tried in the real Mosquitto: every option with values of every kind, twice, for a
 * bridge, before `per_listener_settings`; and by hand what depends on more than one line.
 */
import { MANUAL_NAMES, OTHER_NAMES } from './option-names.ts';

export interface ConfigCase {
  /** By path; `t.conf` is the one that is named. */
  readonly files: Readonly<Record<string, string>>;
  /** It takes a whole configuration to see what is wrong, not only its lines. */
  readonly whole?: true;
}

const BRIDGE = 'connection a\naddress 127.0.0.1\ntopic #\n';

const VALUES = ['', '  ', ' true', ' maybe', ' -1', ' x\ty'];
const BRIDGE_VALUES = [' true', ' 12abc'];

const ofEachOption = [...MANUAL_NAMES, ...OTHER_NAMES]
  .map((name) => name.replace('*', 'x'))
  .flatMap((name) => [
    ...VALUES.map((value) => `${name}${value}\n`),
    ...BRIDGE_VALUES.map((value) => `${BRIDGE}${name}${value}\n`),
    `${name} 1\n${name} 1\n`,
    `${name} 1\n${name}  \n`,
    `${BRIDGE}${name} 1\n${name} 1\n`,
    `listener 1\n${name} true\nlistener 2\n${name} true\n`,
    `${name} true\nper_listener_settings true\n`,
  ]);

const WORDS: Readonly<Record<string, string>> = {
  log_type: 'none all error warning notice information info debug subscribe unsubscribe internal websockets ERROR',
  log_dest: 'none stdout stderr syslog topic file dlt stdin',
  protocol: 'mqtt websockets http MQTT',
  socket_domain: 'ipv4 ipv6 ipv5',
  tls_version: 'tlsv1 tlsv1.1 tlsv1.2 tlsv1.3 sslv3',
  tls_keyform: 'pem engine der',
  persistent_client_expiration: '5 1h 2d 3w 4m 5y 0d -1d h 1s 1.5d 2D 9999999999y',
  log_facility: '0 7 8 abc',
  max_keepalive: '0 9 10 65535 65536 99999999999',
  max_qos: '0 2 3 -1 two',
  max_topic_alias: '0 65535 65536 -1 x',
  max_packet_size: '0 19 20 2147483647 2147483648 4294967316',
  max_inflight_messages: '-5 65535 65536',
  message_size_limit: '-5 268435455 268435456',
  memory_limit: '-1 0 5 9999999999999999999',
  sys_interval: '-1 0 65535 65536',
  websockets_headers_size: '-1 0 65535 65536',
  port: '0 1 65535 65536 -1 1883x',
  listener: '0 1 65535 65536 -1 x 1883x',
};

const ofWords = Object.entries(WORDS).flatMap(([name, words]) => words.split(' ').map((word) => `${name} ${word}\n`));

const BRIDGE_WORDS: Readonly<Record<string, readonly string[]>> = {
  bridge_protocol_version: ['mqttv31', 'mqttv311', 'mqttv50', 'mqttv5', 'mqttv311 ', ' mqttv311'],
  start_type: ['automatic', 'lazy', 'once', 'manual', 'never'],
  restart_timeout: ['5', '0', '-1', '5 30', '30 5', '0 0', '0 1', 'x', '5 x', '5 30 60'],
  keepalive_interval: ['4', '5', '65535', '65536', 'x'],
  idle_timeout: ['0', '1', 'x'],
  threshold: ['0', '1', 'x'],
  bridge_tls_version: ['tlsv1.1', 'tlsv1.2', 'tlsv1.3', 'tlsv1'],
  bridge_max_packet_size: ['-1', '0', '5'],
  topic: [
    'a',
    'a out',
    'a OUT 1',
    'a in 2 l/ r/',
    'a both 3',
    'a both -1',
    'a both 257',
    'a both x',
    'a sideways',
    'a # comment',
    'a out # comment',
    'a out 1 # comment',
    'a out 1 l/ # comment',
    '"" out 0 l r',
    '"" out 0 l ""',
    '"" out 0 "" r',
    '"" out',
    'a out 0 "" ""',
    'a out 0 l/+ r/',
    'a out 0 l/ r/#',
    '+ out 0 l r',
    '# out 0 l r/',
    '+/# both 1 l/ r/',
    'a out 0 l/ r/ more words',
  ],
};

const ofBridgeWords = Object.entries(BRIDGE_WORDS).flatMap(([name, words]) =>
  words.map((word) => `${BRIDGE}${name} ${word}\n`),
);

const byHand: readonly string[] = [
  '',
  '\n\n\r\n   \n# comment\n#\n',
  '  # not a comment\n',
  '\tuser a\n',
  '\uFEFFuser a\n',
  'MAX_QOS 1\n',
  'max_qos\t1\n',
  'max_qos   1   # more\r\n',
  '   max_qos 1',
  'max_qos 1\r\r\nquatsch',
  'user ada\u0001\n',
  'user ad\u00E4\n',
  'user \u{1F600}\n',
  'user \uFFFE\n',
  'listener 1883 # comment\n',
  'listener 0 /tmp/socket\n',
  'listener 0 # comment\n',
  'listener 1\nlistener 1\n',
  'port 1\nport 2\nport 0\n',
  'bind_address 127.0.0.1\nport 1\n',
  'bind_address 127.0.0.1\nbind_address 127.0.0.1\n',
  'mount_point a\n',
  'listener 1\nmount_point a/#\n',
  'listener 1\nmount_point a/+/b\n',
  'listener 1\nmount_point a/\n',
  'psk_hint a\ncafile y\n',
  'psk_hint a\ncertfile y\n',
  'psk_hint a\nkeyfile y\n',
  'cafile y\npsk_hint a\n',
  'psk_hint a\nlistener 1\ncafile y\n',
  'log_dest file\n',
  'log_dest file   /tmp/a b \n',
  'log_dest file a\nlog_dest file b\n',
  'log_dest file a\nlog_dest none\nlog_dest file b\n',
  'per_listener_settings true\nper_listener_settings maybe\n',
  'per_listener_settings true\nallow_anonymous true\nlistener 1\nallow_anonymous false\npassword_file a\nlistener 2\npassword_file b\n',
  'password_file a\nlistener 1\npassword_file b\n',
  'per_listener_settings true\npassword_file a\npassword_file b\n',
  'per_listener_settings false\nallow_anonymous true\nper_listener_settings true\n',
  'per_listener_settings false\nallow_anonymous true\nper_listener_settings false\n',
  'check_retain_source true\nper_listener_settings true\n',
  'max_connections -9\nmax_connections\n',
  'set_tcp_nodelay false\n',
  'connection a\nconnection a\n',
  'connection a b\n',
  'connection a\n',
  'connection a\naddress 127.0.0.1\n',
  'connection a\ntopic #\n',
  'connection a\naddress 127.0.0.1\naddress 127.0.0.1\ntopic #\n',
  'connection a\naddress\ntopic #\n',
  'connection a\naddress # comment\ntopic #\n',
  'connection a\naddress 127.0.0.1 127.0.0.1:1884 # comment\ntopic #\n',
  'connection a\naddress 127.0.0.1:0\ntopic #\n',
  'connection a\naddress 127.0.0.1:65536\ntopic #\n',
  'connection a\naddress 127.0.0.1:\ntopic #\n',
  'connection a\naddresses ::1:1883\ntopic #\n',
  'connection a\nlistener 1\naddress 127.0.0.1\ntopic #\nmax_qos 1\n',
  `${BRIDGE}bridge_cafile x\nbridge_psk y\n`,
  `${BRIDGE}bridge_cafile x\nbridge_identity y\n`,
  `${BRIDGE}bridge_keyfile x\nbridge_identity y\n`,
  `${BRIDGE}bridge_psk y\nbridge_cafile x\n`,
  `${BRIDGE}bridge_identity y\nbridge_capath x\n`,
  `${BRIDGE}bridge_identity y\nbridge_certfile x\n`,
  `${BRIDGE}bridge_identity y\nbridge_keyfile x\n`,
  `${BRIDGE}bridge_identity x\n`,
  `${BRIDGE}bridge_psk x\n`,
  `${BRIDGE}bridge_identity x\nbridge_psk 12\n`,
  `${BRIDGE}remote_clientid x\nclientid y\n`,
  `${BRIDGE}remote_username x\nusername y\n`,
  `${BRIDGE}remote_password x\npassword y\n`,
  `${BRIDGE}bridge_insecure true\nbridge_insecure false\n`,
  `${BRIDGE}connection b\naddress 127.0.0.1\n`,
  'plugin a\nplugin_opt_a\n',
  'include_dir nowhere\n',
  'include_dir t.conf\n',
  'trace_level 5\n',
  'ffdc_output a\n',
  'max_log_entries 5\n',
  'store_clean_interval 10\n',
  'use_subject\n',
];

const INCLUDING: readonly (readonly [main: string, files: Readonly<Record<string, string>>])[] = [
  [
    'include_dir d\nquatsch\n',
    Object.fromEntries(
      ['00', '01', 'A', 'a', 'B', 'b', 'aB', 'ab', 'Aa', 'a-b', 'a_b', 'A_b', 'a.conf', 'b1', '[', 'ä'].map((name) => [
        `d/${name}.conf`,
        'sys_interval 5\n',
      ]),
    ),
  ],
  [
    'include_dir d\nquatsch\n',
    { 'd/a.conf': 'sys_interval 5\n', 'd/a.CONF': 'x\n', 'd/.conf': 'x\n', 'd/b.txt': 'x\n' },
  ],
  ['include_dir d\nquatsch\n', { 'd/.a.conf': 'sys_interval 5\n', 'd/aconf': 'x\n', 'd/b.conf~': 'x\n' }],
  ['\ninclude_dir d\n', { 'd/a.conf': '\n\nquatsch\n', 'd/b.conf': 'unsinn\n' }],
  ['include_dir d\n', { 'd/a.conf': 'include_dir e\n', 'e/b.conf': 'quatsch\n' }],
  ['include_dir d\n', { 'd/a.conf/b': 'quatsch\n' }],
  ['include_dir  d\n', { 'd/a.conf': 'quatsch\n' }],
  ['include_dir d \n', { 'd/a.conf': 'quatsch\n' }],
  ['include_dir d/\n', { 'd/a.conf': 'quatsch\n' }],
  ['include_dir d\ninclude_dir e\n', { 'd/b.conf': 'user a\n', 'e/a.conf': 'user b\n' }],
  ['allow_anonymous true\ninclude_dir d\n', { 'd/a.conf': 'per_listener_settings true\n' }],
  ['include_dir d\nper_listener_settings true\n', { 'd/a.conf': 'allow_anonymous true\n' }],
  [`${BRIDGE}include_dir d\n`, { 'd/a.conf': 'round_robin true\n' }],
  [`include_dir d\ntopic a\n`, { 'd/a.conf': BRIDGE }],
  [`${BRIDGE}include_dir d\nround_robin true\n`, { 'd/a.conf': 'user a\n' }],
  ['psk_hint a\ninclude_dir d\n', { 'd/a.conf': 'cafile a\n' }],
  ['listener 1\npsk_hint a\ninclude_dir d\n', { 'd/a.conf': 'cafile a\n' }],
];

const bridges = (first: string, second: string): string =>
  `${BRIDGE}${first}\nconnection b\naddress 127.0.0.1\ntopic #\n${second}\n`;

const WHOLE: readonly string[] = [
  bridges('local_clientid x', 'local_clientid y'),
  bridges('local_clientid x', 'local_clientid x'),
  bridges('remote_clientid x', 'remote_clientid x'),
  bridges('remote_clientid x', 'local_clientid local.x'),
];

export const configCases: readonly ConfigCase[] = [
  ...[...new Set([...ofEachOption, ...ofWords, ...ofBridgeWords, ...byHand])].map((text) => ({
    files: { 't.conf': text },
  })),
  ...INCLUDING.map(([main, files]) => ({ files: { 't.conf': main, ...files } })),
  ...WHOLE.map((text) => ({ files: { 't.conf': text }, whole: true as const })),
];
