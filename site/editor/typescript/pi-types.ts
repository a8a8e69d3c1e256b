/// <reference types="vite/client" />
/**
 * The declarations that TypeScript reads in the editor: what a program on the Pi can import, and what it
 * has without an import. Those of `mqtt` are its own, as it was installed when the site was built.
 */

/** URI as TypeScript shall know it, and the text. */
export interface TypeFile {
  readonly uri: string;
  readonly text: string;
}

const ours = import.meta.glob<string>('./types/*.d.ts', { query: '?raw', import: 'default', eager: true });
const packages = import.meta.glob<string>(
  [
    '../../../node_modules/mqtt/build/index.d.ts',
    '../../../node_modules/mqtt/build/mqtt.d.ts',
    '../../../node_modules/mqtt/build/lib/**/*.d.ts',
    '../../../node_modules/mqtt-packet/types/index.d.ts',
  ],
  { query: '?raw', import: 'default', eager: true, exhaustive: true },
);

/** A package is found by its folder: what its package.json would say is said by a file of that name. */
const ENTRIES: Readonly<Record<string, string>> = {
  'node_modules/mqtt/index.d.ts': "export * from './build/index';\nexport { default } from './build/index';\n",
  'node_modules/mqtt-packet/index.d.ts': "export * from './types/index';\n",
};

export const piTypes: readonly TypeFile[] = [
  ...Object.entries(ours).map(([path, text]) => file(`pi/${path.slice(path.lastIndexOf('/') + 1)}`, text)),
  ...Object.entries(packages).map(([path, text]) => file(path.slice(path.indexOf('node_modules/')), text)),
  ...Object.entries(ENTRIES).map(([path, text]) => file(path, text)),
];

function file(path: string, text: string): TypeFile {
  return { uri: `file:///${path}`, text };
}
