/** Completion in Python: the words of paho-mqtt, of the bus and of the pins, as far as a controller needs them. */
import { languages } from './monaco.ts';

/** What stands behind a dot, and what it takes; `$1`, `$2` are where the cursor goes. */
const METHODS: Readonly<Record<string, string>> = {
  Client: 'Client(mqtt.CallbackAPIVersion.${1|VERSION2,VERSION1|})',
  connect: 'connect("${1:192.168.1.3}", ${2:1883}, ${3:60})',
  subscribe: 'subscribe("${1:piandmore/rpi-pub/temp}", ${2:0})',
  unsubscribe: 'unsubscribe("$1")',
  publish: 'publish("${1:topic}", "${2:payload}", qos=${3:0}, retain=${4:False})',
  will_set: 'will_set("${1:topic}", "${2:payload}", qos=${3:0}, retain=${4:False})',
  username_pw_set: 'username_pw_set("${1:username}", "${2:password}")',
  message_callback_add: 'message_callback_add("${1:topic}", ${2:callback})',
  reconnect_delay_set: 'reconnect_delay_set(min_delay=${1:1}, max_delay=${2:120})',
  loop_forever: 'loop_forever()',
  loop_start: 'loop_start()',
  loop_stop: 'loop_stop()',
  disconnect: 'disconnect()',
  on_connect: 'on_connect = ${1:on_connect}',
  on_message: 'on_message = ${1:on_message}',
  on_disconnect: 'on_disconnect = ${1:on_disconnect}',
  on_publish: 'on_publish = ${1:on_publish}',
  on_subscribe: 'on_subscribe = ${1:on_subscribe}',
  SMBus: 'SMBus(${1:1})',
  read_word_data: 'read_word_data(${1:0x48}, ${2:0})',
  read_byte_data: 'read_byte_data(${1:0x48}, ${2:1})',
  write_byte_data: 'write_byte_data(${1:0x48}, ${2:1}, ${3:0})',
};

/** What begins a line. */
const LINES: Readonly<Record<string, string>> = {
  'import paho.mqtt.client as mqtt': 'import paho.mqtt.client as mqtt',
  'import paho.mqtt.publish as publish': 'import paho.mqtt.publish as publish',
  'import paho.mqtt.subscribe as subscribe': 'import paho.mqtt.subscribe as subscribe',
  'from smbus2 import SMBus': 'from smbus2 import SMBus',
  'from gpiozero import LED': 'from gpiozero import LED',
  'def on_connect': 'def on_connect(client, userdata, flags, reason_code, properties):\n\t$0',
  'def on_message': 'def on_message(client, userdata, message):\n\t$0',
};

export function registerPythonOffers(): void {
  languages.registerCompletionItemProvider('python', {
    triggerCharacters: ['.'],
    provideCompletionItems(model, position) {
      const before = model.getLineContent(position.lineNumber).slice(0, position.column - 1);
      const isMember = /\.\w*$/.test(before);
      const begun = (isMember ? /\w*$/ : /\S.*$/).exec(before)?.[0].length ?? 0;
      // Inside strings and comments every word is one's own.
      if (/#/.test(before) || (before.match(/["']/g)?.length ?? 0) % 2 === 1) return { suggestions: [] };
      const range = {
        startLineNumber: position.lineNumber,
        endLineNumber: position.lineNumber,
        startColumn: position.column - begun,
        endColumn: position.column,
      };
      const kind = isMember ? languages.CompletionItemKind.Method : languages.CompletionItemKind.Snippet;
      return {
        suggestions: Object.entries(isMember ? METHODS : LINES).map(([label, insertText]) => ({
          label,
          kind,
          insertText,
          insertTextRules: languages.CompletionItemInsertTextRule.InsertAsSnippet,
          range,
        })),
      };
    },
  });
}
