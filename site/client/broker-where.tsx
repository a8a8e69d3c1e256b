/**
 * Where the broker is, and whether it is connected: an icon and words in the bar; a click says more.
 * Screen readers hear each change of state once, not every second of a countdown.
 */
import { useComputed, useSignal, useSignalEffect, type ReadonlySignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { BrokerState } from '#runtime/lab/messages.ts';
import { Icon } from '../components/Icon.tsx';
import type { IconName } from '../components/icons.ts';
import type { Strings } from '../i18n/en.ts';
import './broker-where.css';

interface Props {
  readonly broker: ReadonlySignal<BrokerState>;
  readonly say: Strings;
  /** `localhost:8080` */
  readonly server: string;
  /** The broker that came into this page is to be the server's again. */
  readonly onUseServer: () => void;
}

export function BrokerWhere({ broker, say, server, onUseServer }: Props) {
  const words = say.broker;
  const open = useSignal(false);
  const seconds = useSignal(0);
  const box = useRef<HTMLDivElement>(null);

  useSignalEffect(() => {
    const { state, retryAt } = broker.value;
    if (state !== 'lost' || retryAt === undefined) return;
    const count = (): void => {
      seconds.value = Math.max(0, Math.ceil((retryAt - Date.now()) / 1000));
    };
    count();
    const timer = setInterval(count, 250);
    return () => clearInterval(timer);
  });

  useEffect(() => {
    const away = (event: Event): void => {
      if (!box.current?.contains(event.target as Node)) open.value = false;
    };
    addEventListener('pointerdown', away);
    return () => removeEventListener('pointerdown', away);
  }, []);

  const shown = useComputed((): { icon: IconName; text: string; detail: string; heard: string } => {
    const { place, state, seat, tcpPort, moved } = broker.value;
    if (state === 'lost') {
      return { icon: 'parted', text: words.lost(seconds.value), detail: '', heard: words.lostHeard };
    }
    if (state === 'connecting') return { icon: 'clock', text: words.connecting, detail: '', heard: words.connecting };
    const detail = moved === true ? words.movedDetail : '';
    if (state === 'stopped') return { icon: 'halted', text: words.stopped, detail, heard: words.stopped };
    if (moved === true) return { icon: 'page', text: words.moved, detail, heard: words.movedHeard };
    if (place === 'own') return { icon: 'page', text: words.own, detail: '', heard: words.own };
    const details = [seat === undefined ? '' : words.seat(seat), tcpPort === undefined ? '' : words.tcpPort(tcpPort)];
    const text = words.connected(server);
    return { icon: 'joined', text, detail: details.filter(Boolean).join(', '), heard: text };
  });

  const { icon, text, detail, heard } = shown.value;
  return (
    <div
      class="broker"
      ref={box}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open.value) return;
        open.value = false;
        box.current?.querySelector('button')?.focus();
      }}
    >
      <button
        class="broker-button"
        type="button"
        data-state={broker.value.state}
        aria-expanded={open.value}
        aria-controls="broker-about"
        aria-label={detail === '' ? text : `${text}, ${detail}`}
        title={detail === '' ? text : `${text}, ${detail}`}
        onClick={() => (open.value = !open.value)}
      >
        <Icon name={icon} />
        <span class="broker-text">
          <Said text={text} name={server} />
          {detail === '' ? null : <span class="broker-detail"> ({detail})</span>}
        </span>
      </button>
      {broker.value.moved === true ? (
        <button class="broker-back" type="button" onClick={onUseServer}>
          {words.toServer}
        </button>
      ) : null}
      <p class="k-heard" role="status">
        {heard}
      </p>
      <div class="broker-about" id="broker-about" hidden={!open.value}>
        <h2>{words.about.heading}</h2>
        <p class="broker-now">
          {text}
          {detail === '' ? '' : `, ${detail}`}
        </p>
        <About broker={broker.value} say={say} server={server} />
        {broker.value.moved === true ? (
          <button
            class="broker-to-server"
            type="button"
            onClick={() => {
              onUseServer();
              open.value = false;
              box.current?.querySelector('button')?.focus();
            }}
          >
            {words.about.toServer}
          </button>
        ) : null}
      </div>
    </div>
  );
}

/** An address is what a machine is told. */
function Said({ text, name }: { text: string; name: string }) {
  const [before = '', after] = text.split(name);
  return after === undefined ? (
    <>{text}</>
  ) : (
    <>
      {before}
      <code>{name}</code>
      {after}
    </>
  );
}

function About({ broker, say, server }: Omit<Props, 'broker' | 'onUseServer'> & { broker: BrokerState }) {
  const words = say.broker.about;
  if (broker.state === 'lost') return <p>{words.lost}</p>;
  if (broker.state === 'stopped')
    return (
      <>
        <p>{words.stopped}</p>
        <code>systemctl status mosquitto</code>
        <code>sudo systemctl start mosquitto</code>
        {broker.moved === true ? <p>{words.moved}</p> : null}
      </>
    );
  if (broker.moved === true) return <p>{words.moved}</p>;
  if (broker.place === 'own') return <p>{words.own}</p>;
  if (broker.tcpPort === undefined) return <p>{words.noPort}</p>;
  const host = server.replace(/:\d+$/, '');
  const port = broker.tcpPort === 1883 ? '' : ` -p ${broker.tcpPort}`;
  return (
    <>
      <p>{words.server}</p>
      <code>
        mosquitto_sub -h {host}
        {port} -v -t 'piandmore/#'
      </code>
    </>
  );
}
