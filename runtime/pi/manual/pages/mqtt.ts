import type { ManualPage } from '../page.ts';

export const mqttPage: ManualPage = {
  name: 'mqtt',
  section: 7,
  summary: 'the protocol: topics, subscriptions, quality of service',
  synopsis: ['mqtt'],
  description: [
    'MQTT carries small messages between programs that do not know each other. All of them are clients of one broker: who publishes a message to a topic need not know who has subscribed to it.',
  ],
  sections: [
    [
      'TOPICS',
      [
        'A topic is a text with levels, parted by slashes: *house/kitchen/temperature*. It exists as soon as somebody uses it. Case counts, and so does every slash.',
      ],
    ],
    [
      'WILDCARDS',
      [
        'A subscription may leave levels open. *+* stands for one level: *house/+/temperature*. *#* stands for all that follows, and only at the end: *house/#*.',
        'In the shell, put # into quotes: a word that begins with it is a comment.',
        'Topics that begin with $, like *$SYS/#*, are the broker’s own; a wildcard at the first level does not match them.',
      ],
    ],
    [
      'QUALITY OF SERVICE',
      [
        '  0   at most once: sent and forgotten\n  1   at least once: sent again until it is acknowledged\n  2   exactly once: four packets make sure',
        'A subscriber gets a message with the lower of two values: what it was published with, and what was subscribed.',
      ],
    ],
    [
      'RETAINED MESSAGES',
      [
        'The broker keeps the last retained message of each topic. Who subscribes later gets it at once. An empty one deletes it.',
      ],
    ],
    [
      'SESSIONS AND WILLS',
      [
        'With a client id and without a clean session, the broker remembers the subscriptions of a client, and keeps messages with QoS 1 and 2 while it is away.',
        'A will is a message that the broker publishes for a client that is gone without saying so.',
      ],
    ],
  ],
  examples: [
    ["mosquitto_sub -v -t 'house/#'", 'everything in the house, with its topic'],
    ['mosquitto_pub -t house/kitchen/light -m on -q 1 -r', 'a state that later subscribers get, too'],
  ],
  seeAlso: ['mosquitto(8)', 'mosquitto_pub(1)', 'mosquitto_sub(1)', 'mosquitto.conf(5)'],
};
