/**
 * Every level that is in use in some tree, once, under a small number: `sensor/1/temp` and
 * `sensor/2/temp` have four between them, and to compare two levels is to compare two numbers.
 *
 * A table of open addressing: `slots` holds numbers of levels, each in the slot that its hash names
 * or in the next free one after that. The hash is seeded, or somebody could choose levels that all
 * name the same slot.
 */
import { levelHash } from './level-hash.ts';
import { vacate } from './vacate.ts';

/** A copy is made of names longer than this, or they would hold the whole filter they were cut from. */
const CUT_OUT = 12;

const FIRST_SLOTS = 16;

export class LevelTable {
  readonly #seed: number;
  #slots = new Int32Array(FIRST_SLOTS);
  #names: string[] = [''];
  /** By number: the hash of its name, and how many use it. */
  #hashes: number[] = [0];
  #uses: number[] = [0];
  #free: number[] = [];
  #size = 0;
  readonly #hashOf = (level: number): number => this.#hashes[level]!;

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** Levels in use. */
  get size(): number {
    return this.#size;
  }

  name(level: number): string {
    return this.#names[level]!;
  }

  /** @returns the number of the level that stands in `text` from `from` up to `to`; 0: nobody uses it */
  find(text: string, from: number, to: number): number {
    return this.#slots[this.#slotOf(text, from, to, levelHash(text, from, to, this.#seed))]!;
  }

  /** As `find`; but it is in use from now on, once more. */
  use(text: string, from: number, to: number): number {
    const hash = levelHash(text, from, to, this.#seed);
    let slot = this.#slotOf(text, from, to, hash);
    const known = this.#slots[slot]!;
    if (known !== 0) {
      this.#uses[known]!++;
      return known;
    }
    if (++this.#size * 2 > this.#slots.length) {
      this.#grow();
      slot = this.#slotOf(text, from, to, hash);
    }
    const level = this.#free.pop() ?? this.#names.length;
    const name = text.slice(from, to);
    this.#names[level] = name.length > CUT_OUT ? cutOut(name) : name;
    this.#hashes[level] = hash;
    this.#uses[level] = 1;
    this.#slots[slot] = level;
    return level;
  }

  /** The opposite of `use`. */
  release(level: number): void {
    if (--this.#uses[level]! > 0) return;
    const mask = this.#slots.length - 1;
    let slot = this.#hashes[level]! & mask;
    while (this.#slots[slot] !== level) slot = (slot + 1) & mask;
    vacate(this.#slots, slot, this.#hashOf);
    this.#names[level] = '';
    this.#free.push(level);
    if (--this.#size === 0) this.#reset();
  }

  /** The slot it is in, or the free one where it would be put. */
  #slotOf(text: string, from: number, to: number, hash: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = hash & mask;
    for (let level = slots[slot]!; level !== 0; level = slots[slot]!) {
      if (this.#hashes[level] === hash && isAt(text, from, to, this.#names[level]!)) break;
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  #grow(): void {
    const old = this.#slots;
    const mask = old.length * 2 - 1;
    this.#slots = new Int32Array(old.length * 2);
    for (const level of old) {
      if (level === 0) continue;
      let slot = this.#hashes[level]! & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = level;
    }
  }

  /** Gives back the memory of what was a crowd. */
  #reset(): void {
    this.#slots = new Int32Array(FIRST_SLOTS);
    this.#names = [''];
    this.#hashes = [0];
    this.#uses = [0];
    this.#free = [];
  }
}

function isAt(text: string, from: number, to: number, name: string): boolean {
  if (name.length !== to - from) return false;
  for (let at = 0; at < name.length; at++) if (name.charCodeAt(at) !== text.charCodeAt(from + at)) return false;
  return true;
}

/** A slice is a reference to the text it was cut from; what was encoded and decoded is not. */
function cutOut(name: string): string {
  return name.isWellFormed() ? decoder.decode(encoder.encode(name)) : name;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
