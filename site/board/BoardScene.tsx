import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { temperatureOf } from '#hardware/drivers/lm75b.ts';
import type { BoardAct } from '#runtime/events/event.ts';
import type { BoardState } from '#runtime/lab/boards.ts';
import { HOSTS } from '#runtime/lab/hosts.ts';
import type { BrokerState, CableAct } from '#runtime/lab/messages.ts';
import type { BoardText } from '../i18n/board.en.ts';
import { markBus, noMarks, type BusMarks } from './bus-ticks.ts';
import { CableMessage } from './CableMessage.tsx';
import type { CableMessages } from './cable-messages.ts';
import { outputPins } from './header.ts';
import { LedDrawing, LED_PINS, ledLeads } from './LedDrawing.tsx';
import { Leads } from './Leads.tsx';
import { LevelWords } from './LevelWords.tsx';
import { Cable, CablePlug, NetworkSwitch } from './NetworkDrawing.tsx';
import { PiDrawing } from './PiDrawing.tsx';
import { PiWords } from './PiWords.tsx';
import { PlugSwitch } from './PlugSwitch.tsx';
import { PI, TALK_HOSTS, type Box, type PiScene, type Scene, type TalkHost } from './scene.ts';
import { SensorDrawing, sensorLeads, SENSOR_PINS } from './SensorDrawing.tsx';
import { TemperatureHistory } from './temperature-history.ts';
import { TemperatureLine } from './TemperatureLine.tsx';
import { Thermometer } from './Thermometer.tsx';

export interface BoardSceneProps {
  readonly scene: Scene;
  readonly boards: readonly BoardState[];
  readonly messages: CableMessages;
  readonly broker: BrokerState;
  readonly text: BoardText;
  /** How often the lab has started. */
  readonly started: number;
  readonly act: (host: string, act: BoardAct | CableAct) => void;
}

/** Height of what takes hold of wires. */
const HOLD = 44;

/** Three Raspberry Pis on one switch, what is plugged into them, and what hands may do. */
export function BoardScene(props: BoardSceneProps): JSX.Element {
  const { scene, messages, broker, text, started, act } = props;
  const boards = new Map(props.boards.map((board) => [board.host, board]));
  const marks = useBusMarks(props.boards);
  const pub = boards.get('rpi-pub');
  const { samples, now } = useHistory(pub, started);
  const pis = TALK_HOSTS.flatMap((host) => {
    const board = boards.get(host);
    return board === undefined ? [] : [{ host, board, pi: scene.pis[host] }];
  });
  const outputsOf = (host: TalkHost): ReadonlyMap<number, 0 | 1> => outputPins(boards.get(host)?.lines ?? []);
  const sensor = pub?.sensor;
  const leds = boards.get('rpi-sub')?.leds;
  return (
    <div class="bd-scene" style={{ inlineSize: `${scene.width}px`, blockSize: `${scene.height}px` }}>
      <svg
        class="bd-drawing"
        width={scene.width}
        height={scene.height}
        viewBox={`0 0 ${scene.width} ${scene.height}`}
        role="group"
        aria-label={text.drawing}
      >
        {pis.map(({ host, pi }) => (
          <Cable key={host} path={pi.cable} />
        ))}
        <NetworkSwitch box={scene.networkSwitch} label={text.networkSwitch} />
        {pis.map(({ host, board, pi }) => (
          <g key={host}>
            <PiDrawing scene={pi} board={board} wired={wiredPins(board)} />
            <PiWords scene={pi} board={board} address={HOSTS[host]} marks={marks.get(host)?.marks ?? []} text={text} />
          </g>
        ))}
        {sensor !== undefined && (
          <PlugSwitch
            label={text.wiresOfSensor}
            plugged={sensor.plugged}
            state={text.plug(sensor.plugged)}
            word={wordAt(scene, 'rpi-pub')}
            target={wiresAt(scene, 'rpi-pub', scene.sensor.x)}
            pulls="up"
            onSwitch={(plugged) => act('rpi-pub', { act: 'plug', part: 'sensor', plugged })}
          >
            <Leads pi={scene.pis['rpi-pub']} leads={sensorLeads(scene.sensor)} outputs={outputsOf('rpi-pub')} />
          </PlugSwitch>
        )}
        {sensor !== undefined && <SensorDrawing box={scene.sensor} address={sensor.address} finger={sensor.finger} />}
        {leds !== undefined && (
          <PlugSwitch
            label={text.wiresOfLeds}
            plugged={leds.plugged}
            state={text.plug(leds.plugged)}
            word={wordAt(scene, 'rpi-sub')}
            target={wiresAt(scene, 'rpi-sub', scene.leds.x)}
            pulls="up"
            onSwitch={(plugged) => act('rpi-sub', { act: 'plug', part: 'leds', plugged })}
          >
            <Leads pi={scene.pis['rpi-sub']} leads={ledLeads(scene.leds)} outputs={outputsOf('rpi-sub')} />
          </PlugSwitch>
        )}
        {leds !== undefined && <LedDrawing box={scene.leds} leds={leds} text={text} />}
        <TemperatureLine box={scene.chart} samples={samples} now={now} text={text} />
        {pis.map(({ host, board, pi }) => (
          <PlugSwitch
            key={host}
            label={text.cableOf(host)}
            plugged={board.cable}
            state={text.plug(board.cable)}
            word={{ x: pi.x + PI.reach * pi.scale + 6, y: pi.jack.y - 18 }}
            target={cableAt(pi)}
            pulls="right"
            onSwitch={(plugged) => act(host, { act: 'cable', plugged })}
          >
            <CablePlug pi={pi} />
          </PlugSwitch>
        ))}
      </svg>
      {sensor !== undefined && (
        <Thermometer box={scene.thermometer} sensor={sensor} text={text} act={(what) => act('rpi-pub', what)} />
      )}
      {leds !== undefined && <LevelWords box={scene.level} leds={leds} text={text} />}
      <p class="bd-note" style={placed(scene, 'rpi-broker')}>
        {brokerWords(broker, text)}
      </p>
      {pis.map(({ host, pi }) => (
        <CableMessage key={host} scene={pi} form={scene.form} messages={messages.get(host) ?? {}} text={text} />
      ))}
    </div>
  );
}

const wiredPins = ({ sensor, leds }: BoardState): readonly number[] => [
  ...(sensor?.plugged === true ? SENSOR_PINS : []),
  ...(leds?.plugged === true ? LED_PINS : []),
];

const wordAt = ({ pis }: Scene, host: TalkHost): { x: number; y: number } => {
  const { x, y, height } = pis[host].note;
  return { x, y: y + height - 6 };
};

/** Around the wires, and the word beside them. */
const wiresAt = ({ pis }: Scene, host: TalkHost, left: number): Box => {
  const { note, y } = pis[host];
  return { x: left + 2, y: y - HOLD, width: note.x + 74 - left, height: HOLD };
};

/** Around the plug, pulled or not, and the word above it. */
const cableAt = ({ x, scale, jack }: PiScene): Box => ({
  x: jack.x - 6,
  y: jack.y - 34,
  width: x + PI.reach * scale + 76 - jack.x,
  height: 52,
});

const placed = ({ pis }: Scene, host: TalkHost): JSX.CSSProperties => {
  const { x, y, width } = pis[host].note;
  return { insetInlineStart: `${x}px`, insetBlockStart: `${y}px`, inlineSize: `${width}px` };
};

const brokerWords = ({ place, state }: BrokerState, { broker }: BoardText): string =>
  state === 'stopped' ? broker.stopped : state === 'lost' ? broker.lost : broker[place];

/** A fold of what the lab tells: it grows with each picture that says something new. */
function useBusMarks(boards: readonly BoardState[]): ReadonlyMap<string, BusMarks> {
  const marks = useRef(new Map<string, BusMarks>());
  for (const { host, i2c } of boards) marks.current.set(host, markBus(marks.current.get(host) ?? noMarks, i2c));
  return marks.current;
}

/** The line goes on while nothing changes. */
const REDRAW_MS = 500;

function useHistory(
  board: BoardState | undefined,
  started: number,
): { readonly samples: TemperatureHistory['samples']; readonly now: number } {
  const history = useRef(new TemperatureHistory());
  const [, redraw] = useState(0);
  const lab = useRef(started);
  const now = performance.now();
  if (lab.current !== started) {
    lab.current = started;
    history.current.forget();
  }
  const register = board?.sensor?.register;
  if (board !== undefined) {
    history.current.add({ at: now, ...(register === undefined ? {} : { celsius: temperatureOf(register) }) });
  }
  useEffect(() => {
    const timer = setInterval(() => redraw(performance.now()), REDRAW_MS);
    return () => clearInterval(timer);
  }, []);
  return { samples: history.current.samples, now };
}
