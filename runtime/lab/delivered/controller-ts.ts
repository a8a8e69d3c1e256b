/** `rpi-broker`'s: the controller once more, for whoever reads TypeScript, and one that no payload can end. */
export const CONTROLLER_TS = String.raw`// Listens to the temperature, and says which level the LEDs show:
// 1 below 33.00 degrees Celsius, 2 above; at exactly 33.00 they stay as they are.
//
//     node controller.ts
import mqtt from 'mqtt';

const TEMP = 'piandmore/rpi-pub/temp';
const LED = 'piandmore/rpi-sub/led';
const LIMIT = 33.0;

// The last will: should this program end without a goodbye, the broker publishes level 4 for it.
const client = mqtt.connect('mqtt://127.0.0.1:1883', {
  keepalive: 60,
  will: { topic: LED, payload: '4', qos: 0, retain: false },
});

client.on('connect', () => {
  console.log('Connected');
  // Here, so that it is subscribed again after a connection was lost.
  client.subscribe(TEMP, { qos: 0 });
});

client.on('message', (topic, payload) => {
  const text = payload.toString();
  const celsius = temperatureOf(text);
  if (celsius === undefined) {
    // Anybody may publish anything: what makes no sense is said, and the next message read.
    console.error(topic + ': no temperature, but ' + payload.length + ' bytes: ' + JSON.stringify(text.slice(0, 20)));
    return;
  }
  console.log(topic, text);
  if (celsius < LIMIT) client.publish(LED, '1');
  if (celsius > LIMIT) client.publish(LED, '2');
});

client.on('error', (error) => console.error('controller.ts: ' + error.message));

/** 21, 21.5 or -3.125; not "", "warm", "nan", "inf", "1e3". */
function temperatureOf(text: string): number | undefined {
  const celsius = /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
  return Number.isFinite(celsius) ? celsius : undefined;
}
`;
