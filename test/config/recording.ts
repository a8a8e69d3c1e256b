import { readFileSync } from 'node:fs';

/** What Mosquitto 2.0.11 made of a configuration. */
export interface Recording {
  /** By path; `t.conf` is the one that is named. */
  readonly files: Readonly<Record<string, string>>;
  /** Whether it went on with it. Otherwise it ended with exit code 3. */
  readonly accepted: boolean;
  /** Lines, without the time before them. */
  readonly said: readonly string[];
}

type Line = readonly [files: string | Recording['files'], accepted: 0 | 1, ...said: readonly string[]];

const path = new URL('recordings.json', import.meta.url);

/** One a line, for the sake of whoever compares two versions. */
export function written(recordings: readonly Recording[]): string {
  const lines = recordings.map(({ files, accepted, said }): Line => {
    const [only = ''] = Object.values(files);
    return [Object.keys(files).length === 1 ? only : files, accepted ? 1 : 0, ...said];
  });
  return `[\n${lines.map((line) => JSON.stringify(line)).join(',\n')}\n]\n`;
}

export function readRecordings(): Recording[] {
  const lines = JSON.parse(readFileSync(path, 'utf8')) as readonly Line[];
  return lines.map(([files, accepted, ...said]) => ({
    files: typeof files === 'string' ? { 't.conf': files } : files,
    accepted: accepted === 1,
    said,
  }));
}
