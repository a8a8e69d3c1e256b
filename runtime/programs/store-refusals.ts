import { StoreRefused } from '#runtime/ports.ts';

/** How the file of the real Mosquitto begins. */
const OF_MOSQUITTO = Uint8Array.from([0x00, 0xb5, 0x00, 0x6d, 0x6f, 0x73, 0x71, 0x75, 0x69, 0x74, 0x74, 0x6f]);

/** @param head how the file begins */
export function foreignStore(path: string, head: Uint8Array): StoreRefused {
  const what = OF_MOSQUITTO.every((byte, index) => head[index] === byte)
    ? "It is Mosquitto's own, and Kleber keeps its records in another form."
    : 'It is something else.';
  return new StoreRefused(
    'foreign',
    `${path} is no store of Kleber's. ${what} It is left as it is: ` +
      'name another persistence_file or persistence_location, or move it away.',
  );
}

export function newerStore(path: string, version: number, known: number): StoreRefused {
  return new StoreRefused(
    'newer',
    `${path} has version ${version}, and this program knows version ${known}: a later release of Kleber has written it. ` +
      'It is left as it is: start that release, or move the file away to begin anew.',
  );
}

export function damagedStore(path: string, what: string): StoreRefused {
  return new StoreRefused(
    'damaged',
    `${path} is damaged: ${what}. It is left as it is: put a copy in its place, or move it away to begin anew.`,
  );
}

export function storeInUse(path: string): StoreRefused {
  return new StoreRefused(
    'in-use',
    `${path} is in use by another program, which may be another broker. End that one, or name another persistence_file.`,
  );
}
