import type { JSX } from 'preact';

/** ▲ publishes, ◆ stands between, ▼ subscribes; a disc is somebody outside this lab. */
const SHAPES: Readonly<Record<string, string>> = {
  'rpi-pub': 'M5 .8L9.600 9H.4z',
  'rpi-broker': 'M5 0l5 5-5 5-5-5z',
  'rpi-sub': 'M5 9.200L9.600 1H.4z',
};
const DISC = 'M5 .8a4.200 4.200 0 1 1 0 8.400a4.200 4.200 0 1 1 0-8.400z';
const SQUARE = 'M1 1h8v8H1z';

const shapeOf = (host: string | undefined): string => (host === undefined ? DISC : (SHAPES[host] ?? SQUARE));

/** The mark of a host; always beside its name. Without a host: the world outside this lab. */
export function HostMark({ host }: { readonly host: string | undefined }): JSX.Element {
  return (
    <svg class="k-host" viewBox="0 0 10 10" aria-hidden="true">
      <path d={shapeOf(host)} />
    </svg>
  );
}

/** The same inside a drawing, 10 by 10. */
export function HostShape({
  host,
  x,
  y,
}: {
  readonly host: string;
  readonly x: number;
  readonly y: number;
}): JSX.Element {
  return <path class="k-host" d={shapeOf(host)} transform={`translate(${x} ${y})`} />;
}
