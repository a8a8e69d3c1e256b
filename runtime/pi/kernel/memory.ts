/**
 * What memory a program takes on this Pi. The real thing would be JavaScript's and tell a learner
 * nothing, so every program has a price, about what the real one takes on Raspberry Pi OS.
 */

const KIB = 1_024;
const MIB = 1_024 * KIB;

/** A Pi 3's gibibyte less what the firmware and the kernel keep. */
export const TOTAL_MEMORY = 906 * MIB;
/** Of the kernel and the services that this Pi does not show. */
export const KERNEL_MEMORY = 96 * MIB;
/** Files of the card that have been read. */
export const CACHED_BY_BOOT = 180 * MIB;

const RESIDENT: Readonly<Record<string, number>> = {
  init: 11 * MIB,
  bash: 4 * MIB + 300 * KIB,
  sshd: 7 * MIB,
  mosquitto: 6 * MIB + 200 * KIB,
  mosquitto_sub: 5 * MIB,
  mosquitto_pub: 5 * MIB,
  python3: 10 * MIB,
  python: 10 * MIB,
  node: 45 * MIB,
  nodejs: 45 * MIB,
};

/** A small program in C. */
const SMALL = 1 * MIB + 700 * KIB;

/** Resident set size in bytes. @param program the last part of argv[0] */
export const residentMemory = (program: string): number => RESIDENT[program] ?? SMALL;
