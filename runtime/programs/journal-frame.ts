/**
 * A journal file: a head, then one frame for each commit.
 *
 *     4b 6c 65 62 01 00 00 00  gg gg gg gg  cc cc cc cc
 *     `Kleb`, version 1; which file this is, by chance; CRC-32 of these
 *
 *     ll ll ll ll  gg gg gg gg  cc cc cc cc  dd dd dd dd  …
 *     length, which file, CRC-32 of these two; CRC-32 of the changes; the changes
 *
 * A write that was cut off by the loss of power leaves the beginning of a frame at the end of the file:
 * it was never committed, and is passed over. Everything else that is not as it was written is damage.
 * A program that has the file open while another puts a new one in its place goes on writing to that
 * one: whoever began last is right, and the frames of the other are passed over.
 */
import { RecordFlaw } from '#runtime/broker/persistence/record-reader.ts';
import { crc32 } from './crc32.ts';
import { foreignStore, newerStore } from './store-refusals.ts';

const MAGIC = 0x4b_6c_65_62;
const VERSION = 1;
const FILE_HEAD = 16;
const FRAME_HEAD = 16;

export function journalHead(generation: number): Uint8Array {
  const bytes = new Uint8Array(FILE_HEAD);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC);
  view.setUint8(4, VERSION);
  view.setUint32(8, generation);
  view.setUint32(12, crc32(bytes.subarray(0, 12)));
  return bytes;
}

export function journalFrame(generation: number, changes: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(FRAME_HEAD + changes.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, changes.length);
  view.setUint32(4, generation);
  view.setUint32(8, crc32(bytes.subarray(0, 8)));
  view.setUint32(12, crc32(changes));
  bytes.set(changes, FRAME_HEAD);
  return bytes;
}

/**
 * The changes of each commit, in order; views.
 * @throws StoreRefused `foreign`, `newer`; RecordFlaw
 */
export function readJournal(path: string, file: Uint8Array): Uint8Array[] {
  if (file.length === 0) return [];
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  if (file.length < FILE_HEAD || view.getUint32(0) !== MAGIC) throw foreignStore(path, file);
  const version = view.getUint8(4);
  if (version > VERSION) throw newerStore(path, version, VERSION);
  if (view.getUint32(12) !== crc32(file.subarray(0, 12))) throw wrongChecksum(0);
  const generation = view.getUint32(8);
  const changes: Uint8Array[] = [];
  for (let at = FILE_HEAD; at + FRAME_HEAD <= file.length;) {
    if (view.getUint32(at + 8) !== crc32(file.subarray(at, at + 8))) throw wrongChecksum(at);
    const from = at + FRAME_HEAD;
    const end = from + view.getUint32(at);
    if (end > file.length) break;
    const body = file.subarray(from, end);
    if (view.getUint32(at + 12) !== crc32(body)) throw wrongChecksum(at);
    if (view.getUint32(at + 4) === generation) changes.push(body);
    at = end;
  }
  return changes;
}

function wrongChecksum(at: number): RecordFlaw {
  return new RecordFlaw(`the checksum at byte ${at} is wrong`);
}
