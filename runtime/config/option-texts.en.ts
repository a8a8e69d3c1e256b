/**
 * What each option is for: for the manual page, and for an editor that shows it beside the line. `*bold*` as in the
 * manual pages. What the table knows (default, range, words) is not said again.
 */
export const OPTION_TEXTS_EN = {
  acl_file:
    'A file with rules about topics: who may read and write what. Lines *topic*, *user* and *pattern*; what no rule allows is denied.',
  address:
    'Where the other broker is; the port is 1883 if none is given, and has to be given with an IPv6 address. After a failure the next one is tried.',
  allow_anonymous:
    'Whether clients may come in without a user name. Where no listener is named only this machine can connect, and then it may.',
  allow_duplicate_messages: 'Whether a client with overlapping subscriptions gets a message once for each of them.',
  allow_zero_length_clientid: 'Whether a client may leave its id empty and be given one.',
  'auth_opt_*': 'Something that is handed to the plugin named before.',
  auth_plugin: 'A library that decides who may come in.',
  auth_plugin_deny_special_chars: 'Whether names with + or # are kept from the plugin named before.',
  auto_id_prefix: 'How the ids begin that the broker gives.',
  autosave_interval:
    'Every so many seconds the store is written; with *autosave_on_changes*, after so many changes. 0: at the end only.',
  autosave_on_changes: 'Whether *autosave_interval* counts changes instead of seconds.',
  bind_address: 'The address of the one listener that needs no name. Better: *listener*.',
  bind_interface: 'The network interface that this listener is bound to.',
  bridge_alpn: 'The protocol that is named in the TLS handshake.',
  bridge_attempt_unsubscribe:
    'Whether the bridge takes back, on the other side, subscriptions to topics that only go out.',
  bridge_bind_address: 'The address of this machine that the bridge comes from.',
  bridge_cafile: 'Certificates of those whom the bridge trusts, PEM. With it, the bridge encrypts.',
  bridge_capath: 'A directory of such certificates.',
  bridge_certfile: 'The certificate by which the bridge proves who it is, PEM.',
  bridge_identity: 'The name of the key that both brokers know.',
  bridge_insecure: 'Whether the name in the other broker’s certificate may be another one. Not for real use.',
  bridge_keyfile: 'The key to *bridge_certfile*, PEM.',
  bridge_max_packet_size: 'Larger packets are not sent to the other broker. 0: any size.',
  bridge_outgoing_retain: 'Whether what goes out keeps its retain mark; some brokers know of none.',
  bridge_protocol_version: 'Which MQTT the bridge speaks: 3.1, 3.1.1 or 5.0.',
  bridge_psk: 'The key that both brokers know, in hexadecimal.',
  bridge_require_ocsp: 'Whether the state of the other broker’s certificate has to be proven by OCSP.',
  bridge_tls_version: 'The version of TLS that the bridge speaks.',
  cafile: 'Certificates of those whose clients are trusted, PEM.',
  capath: 'A directory of such certificates.',
  certfile: 'The certificate of this listener, PEM. With it and *keyfile* the listener encrypts. Read again at SIGHUP.',
  check_retain_source:
    'Whether a retained message is handed out only as long as who published it may still write to its topic.',
  ciphers: 'The ciphers that may be used up to TLS 1.2, as *openssl ciphers* lists them.',
  'ciphers_tls1.3': 'The ciphers that may be used with TLS 1.3.',
  cleansession: 'Whether the other broker forgets the bridge when the connection ends.',
  clientid_prefixes: 'Only clients whose id begins with it may come in.',
  connection: 'Begins a bridge to another broker, and names it. Options of a bridge that follow belong to it.',
  connection_messages: 'Whether the log says who comes and goes.',
  crlfile: 'Certificates that are trusted no more, PEM; with *require_certificate*.',
  dhparamfile: 'Parameters for Diffie-Hellman, made by *openssl dhparam*.',
  http_dir: 'A directory whose files a listener for WebSockets serves over http.',
  idle_timeout: 'After so long without a message a bridge with *start_type lazy* disconnects.',
  include_dir:
    'All files of this directory that end in *.conf* are read in this place, in the order of their names. In such a file it counts for nothing.',
  keepalive_interval: 'After so long without a packet the bridge pings the other broker.',
  keyfile: 'The key to *certfile*, PEM. Read again at SIGHUP.',
  listener:
    'A port at which clients are awaited, and the address to bind it to; port 0 and a path: a Unix socket. Several lines make several listeners. What follows and speaks of a listener is about this one.',
  local_cleansession:
    'Whether this broker forgets what waits for the bridge when the connection ends. Without it, as *cleansession*.',
  local_clientid: 'The bridge’s client id at this broker. Without it, *local.* and that of the other side.',
  local_password: 'The bridge’s password at this broker.',
  local_username: 'The bridge’s user name at this broker; *acl_file* goes by it.',
  log_dest: 'Where the log goes; several lines add up. *file* needs a path behind it.',
  log_facility: 'With *log_dest syslog*: local0 to local7. Without it, daemon.',
  log_timestamp: 'Whether a line of the log begins with the time.',
  log_timestamp_format: 'How that time is written, as *date* writes it: *%H:%M:%S*. Without it, seconds since 1970.',
  log_type: 'What is logged; several lines add up.',
  max_connections: 'How many clients may be connected to this listener. -1: any number.',
  max_inflight_bytes: 'How many bytes of QoS 1 and 2 may be under way to one client. 0: any number.',
  max_inflight_messages: 'How many messages with QoS 1 or 2 may be under way to one client. 0: any number.',
  max_keepalive: 'The longest keep alive that a client may have.',
  max_packet_size: 'Larger packets are refused, and their client is sent away. Without it, any size.',
  max_qos: 'The highest QoS of this listener.',
  max_queued_bytes: 'How many bytes may wait for one client. 0: any number.',
  max_queued_messages: 'How many messages may wait for one client that is away or slow. 0: any number.',
  max_topic_alias: 'How many topic aliases a client of MQTT 5 may use. 0: none.',
  memory_limit: 'The broker takes no more memory than that. 0: as much as there is.',
  message_size_limit: 'Larger payloads are not handed on. 0: any size. Better: *max_packet_size*.',
  mount_point:
    'Stands before every topic of the clients of this listener, and they do not see it: each listener can have a tree of its own.',
  notification_topic:
    'Where the state of the bridge is told, 1 or 0. Without it, *$SYS/broker/connection/CLIENTID/state*.',
  notifications: 'Whether the state of the bridge is told on both brokers.',
  notifications_local_only: 'Whether it is told on this broker only.',
  password_file: 'A file with users and the hashes of their passwords, made by *mosquitto_passwd*.',
  per_listener_settings:
    'Whether each listener has its own *acl_file*, *allow_anonymous*, *allow_zero_length_clientid*, *auto_id_prefix*, *password_file* and *psk_file*. To be said before any of them.',
  persistence: 'Whether sessions, retained and waiting messages outlive the broker.',
  persistence_file: 'The name of the file that they are kept in.',
  persistence_location: 'The directory of that file, with a / at its end. Without it, the working directory.',
  persistent_client_expiration:
    'After so long a session whose client stays away is forgotten: *2h*, *7d*, *1w*, *1m*, *1y*. Without it, never.',
  pid_file: 'The broker writes its process id into that file.',
  port: 'The port of the one listener that needs no name. Better: *listener*.',
  protocol: 'What is spoken at this listener: MQTT over TCP, or MQTT over WebSockets.',
  psk_file: 'A file with keys that both ends know: *identity:key* a line, the key in hexadecimal.',
  psk_hint: 'This listener encrypts by keys of *psk_file*, and says this to who connects.',
  queue_qos0_messages: 'Whether messages with QoS 0 wait for a client that is away, too.',
  remote_clientid:
    'The bridge’s client id at the other broker. Without it, the host’s name, a dot and that of the bridge.',
  remote_password: 'The bridge’s password at the other broker.',
  remote_username: 'The bridge’s user name at the other broker.',
  require_certificate: 'Whether a client has to show a certificate that *cafile* or *capath* trusts.',
  restart_timeout:
    'How long the bridge waits before it connects again: between the first number and the second, longer each time, a little by chance; with one number, always that.',
  retain_available: 'Whether messages can be retained.',
  retry_interval: 'It has no effect any more.',
  round_robin: 'Whether all addresses of a bridge are alike. Otherwise it goes back to the first one when it can.',
  set_tcp_nodelay: 'Whether TCP sends at once instead of gathering what is small.',
  socket_domain: 'Whether this listener takes IPv4 or IPv6 only. Without it, both.',
  start_type:
    'When the bridge connects: *automatic*, at the start and again after a failure; *lazy*, when *threshold* messages wait; *once*, at the start only.',
  sys_interval: 'Every so many seconds the topics below $SYS are renewed. 0: never.',
  threshold: 'When so many messages wait, a bridge with *start_type lazy* connects.',
  tls_engine: 'The device of OpenSSL that holds the key.',
  tls_engine_kpass_sha1: 'The password of that device’s key.',
  tls_keyform: 'Whether the key is in a file or in a device.',
  tls_version: 'The lowest version of TLS that this listener speaks. Without it, 1.2 and 1.3.',
  topic:
    'What the bridge carries: out to the other broker, in from it, or both. A prefix is taken off on one side and put before the topic on the other; *""* is none.',
  try_private: 'Whether the bridge tells the other broker that it is one, so that messages do not go round in circles.',
  upgrade_outgoing_qos:
    'Whether a message always comes with the QoS of the subscription, even if it was published with a lower one.',
  use_identity_as_username: 'Whether the name in a client’s certificate, or that of its key, is its user name.',
  use_subject_as_username: 'Whether the whole subject of a client’s certificate is its user name.',
  use_username_as_clientid: 'Whether a client’s user name is its id, too; who has none may not come in.',
  user: 'The user that the broker becomes when root starts it.',
  websockets_headers_size: 'How many bytes the headers of a WebSocket’s request may have. 0: the default.',
  websockets_log_level: 'How much the library for WebSockets logs.',
} as const satisfies Readonly<Record<string, string>>;

export type OptionName = keyof typeof OPTION_TEXTS_EN;
