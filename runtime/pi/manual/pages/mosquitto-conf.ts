import { configOptionTags, configOptionTexts } from '../config-options.ts';
import type { ManualPage } from '../page.ts';

const texts = configOptionTexts({
  default: 'Default',
  range: 'Takes',
  choices: 'One of',
  texts: {
    allow_anonymous:
      'Whether clients may come in without a user name. Default: true as long as no listener is named, else false.',
    allow_zero_length_clientid: 'Whether a client may leave its id empty and be given one.',
    auto_id_prefix: 'How the ids begin that the broker gives.',
    connection_messages: 'Whether the log says who comes and goes. Only true is taken here.',
    max_inflight_messages: 'How many messages with QoS 1 or 2 may be under way to one client. 0: any number.',
    max_keepalive: 'The longest keep alive that a client may have, in seconds.',
    max_packet_size: 'Larger packets are refused, in bytes. 0: none.',
    max_queued_bytes: 'How many bytes may wait for one client. 0: any number.',
    max_queued_messages: 'How many messages may wait for one client that is away or slow. 0: any number.',
    message_size_limit: 'Larger payloads are refused, in bytes. 0: none. Better: *max_packet_size*.',
    per_listener_settings: 'Whether listeners have settings of their own. Only false is taken here.',
    persistence: 'Whether messages are kept on disk. Only false is taken here.',
    persistent_client_expiration:
      'After so long a session whose client stays away is forgotten: *2h*, *7d*, *1w*, *1m*, *1y*.',
    pid_file: 'The broker writes its process id into that file.',
    queue_qos0_messages: 'Whether messages with QoS 0 wait for a client that is away, too.',
    retain_available: 'Whether messages can be retained.',
    set_tcp_nodelay: 'Whether TCP sends at once. Only true is taken here.',
    sys_interval: 'Every so many seconds the topics below $SYS are renewed. 0: never.',
    user: 'The user that the broker becomes when root starts it.',
    listener:
      'A port at which clients are awaited, and the address to bind it to. Several lines make several ports. What follows and speaks of a listener is about this one.',
    port: 'The port of the one listener that needs no name. Better: *listener*.',
    bind_address: 'The address of that listener. Better: *listener*.',
    max_connections: 'How many clients may be connected to this listener. -1: any number.',
    max_qos: 'The highest QoS of this listener.',
    max_topic_alias: 'How many topic aliases a client of MQTT 5 may use.',
    protocol: 'What is spoken at this listener: mqtt.',
    log_type: 'What is logged; several lines add up.',
    log_dest: 'Where the log goes.',
    log_timestamp: 'Whether a line of the log begins with the time.',
    log_timestamp_format: 'How that time is written, as *date* writes it: *%H:%M:%S*. Default: seconds since 1970.',
  },
});

export const mosquittoConfPage: ManualPage = {
  name: 'mosquitto.conf',
  section: 5,
  summary: 'the configuration of the broker mosquitto',
  synopsis: ['/etc/mosquitto/mosquitto.conf'],
  description: [
    'The broker reads this file when it starts: *mosquitto -c FILE*. Each line is the name of an option, a blank, and its value. Empty lines and lines that begin with # count for nothing.',
    'A line that is wrong ends the start, and the broker says which it was. After a change, start the broker anew.',
  ],
  options: configOptionTags().map((tag, index) => [tag, texts[index] ?? ''] as const),
  examples: [
    ['listener 1883', 'clients may come from everywhere, if they have a user name'],
    ['allow_anonymous true', 'and without one, too'],
  ],
  differences: [
    'An option of Mosquitto that is not in this list is refused by name: half a configuration would be worse than none.',
  ],
  seeAlso: ['mosquitto(8)', 'mqtt(7)'],
};
