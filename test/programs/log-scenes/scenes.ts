import { CLIENT_SCENES } from './clients.ts';
import { REFUSAL_SCENES } from './refusals.ts';
import type { Scene } from './scene.ts';
import { SERVICE_SCENES } from './service.ts';

export const SCENES: readonly Scene[] = [...CLIENT_SCENES, ...REFUSAL_SCENES, ...SERVICE_SCENES];

/** What Mosquitto said to a scene. */
export interface Recording {
  /** It exited with. */
  readonly status: number;
  readonly lines: readonly string[];
  /** On standard output; absent: nothing. */
  readonly out?: string;
}

export const RECORDINGS = new URL('./recordings.json', import.meta.url);
