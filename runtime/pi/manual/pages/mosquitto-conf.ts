import { OPTION_TEXTS_EN } from '#runtime/config/option-texts.en.ts';
import { configOptionTags, configOptionTexts, type ConfigWords } from '../config-options.ts';
import type { ManualPage } from '../page.ts';

/** What is said of every option: here, and in an editor beside its line. */
export const configWordsEn: ConfigWords = {
  default: 'Default',
  range: 'Takes',
  atLeast: 'Takes at least',
  choices: 'One of',
  deprecated: 'It is going to be taken out of Mosquitto.',
  refused: 'Refused',
  refusedValue: 'Refused with',
  notReloaded: 'Counts at the start only.',
  scopes: {
    global: '',
    security: 'Of all listeners or, with *per_listener_settings*, of one.',
    listener: 'Of a listener.',
    bridge: 'Of a bridge.',
  },
  units: { seconds: 'seconds', bytes: 'bytes', messages: 'messages', clients: 'clients', aliases: 'aliases' },
  texts: OPTION_TEXTS_EN,
};
const texts = configOptionTexts(configWordsEn);

export const mosquittoConfPage: ManualPage = {
  name: 'mosquitto.conf',
  section: 5,
  summary: 'the configuration of the broker mosquitto',
  synopsis: ['/etc/mosquitto/mosquitto.conf', '/etc/mosquitto/conf.d/*.conf'],
  description: [
    'The broker reads this file when it starts: *mosquitto -c FILE*. Each line is the name of an option, a blank, and its value. Empty lines and lines that begin with # count for nothing; a # that is not the first character of its line begins no comment.',
    'A line that is wrong ends the start, and the broker says which it was. After a change, start the broker anew, or send it SIGHUP: then it reads the file again, and everything but listeners and bridges changes at once.',
    'Options of a listener belong to the last line *listener* before them, those of a bridge to the last line *connection*.',
  ],
  options: configOptionTags().map((tag, index) => [tag, texts[index] ?? ''] as const),
  sections: [
    [
      'ACCESS LISTS',
      [
        'A line of *acl_file* is *topic*, then *read*, *write*, *readwrite* or *deny*, then a topic, which may have wildcards; without the second word it is *readwrite*. What no line allows is denied, and *deny* counts before all others.',
        'Lines before the first *user NAME* are for clients without a user name, those after it for that user. Lines *pattern* are for everybody; *%c* in them is the client’s id, and *%u* its user name:',
        '  topic read $SYS/#\n  user ada\n  topic readwrite house/#\n  topic deny house/safe\n  pattern write sensor/%u/data',
      ],
    ],
    [
      'BRIDGES',
      [
        'A bridge is a client of two brokers that carries messages between them. It needs a name, an address, and at least one topic:',
        '  connection garden\n  address 192.168.1.4:1883\n  topic sensor/# in 1 garden/ ""',
      ],
    ],
  ],
  examples: [
    ['listener 1883', 'clients may come from everywhere, if they have a user name'],
    ['allow_anonymous true', 'and without one, too'],
    ['password_file /etc/mosquitto/passwd', 'these are the users'],
    ['persistence_location /var/lib/mosquitto/', 'with *persistence true*: what has to last is kept there'],
  ],
  differences: [
    'What Mosquitto has and this broker cannot do is refused by name, with the reason: half a configuration would be worse than none.',
  ],
  seeAlso: ['mosquitto(8)', 'mosquitto_passwd(1)', 'mqtt(7)'],
};
