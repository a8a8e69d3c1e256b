/** What one run of find(1) knows: settings, what to do at the end, what became of it. */
import type { PiProcess, Stat } from '../../../system.ts';
import type { StandardOut } from '../../stdio.ts';
import type { Accounts } from '../accounts.ts';
import type { Complaints } from '../complaints.ts';
import { statOf } from '../file-kinds.ts';

/** Ends the walk: -quit. */
export class Quit extends Error {
  override readonly name = 'Quit';
}

/** What is wrong with an expression; find says it and does nothing. */
export class ExpressionProblem extends Error {
  override readonly name = 'ExpressionProblem';
}

export class Search {
  readonly process: PiProcess;
  readonly out: StandardOut;
  readonly complaints: Complaints;
  readonly accounts: Accounts;
  readonly now: number;
  follow: 'none' | 'named' | 'all' = 'none';
  least = 0;
  most = Infinity;
  contentsFirst = false;
  depthAsked = false;
  usesPrune = false;
  usesDelete = false;
  dayStart = false;
  warns: boolean;
  regexType = 'emacs';
  /** What is said before the search begins. */
  readonly warnings: string[] = [];
  /** Set by -prune: the directory just asked about is not gone into. */
  pruned = false;
  /** Runs what -exec … + has collected. */
  readonly endings: (() => Promise<void>)[] = [];

  constructor(process: PiProcess, out: StandardOut, complaints: Complaints, accounts: Accounts) {
    this.process = process;
    this.out = out;
    this.complaints = complaints;
    this.accounts = accounts;
    this.now = process.clock.now();
    this.warns = process.stdin.isTerminal;
  }

  /** @throws SystemError */
  stat(path: string, isNamed: boolean): Stat {
    const { fs } = this.process;
    const follows = this.follow === 'all' || (this.follow === 'named' && isNamed);
    const own = fs.lstat(path);
    if (own.kind !== 'link' || !follows) return own;
    // A link that leads nowhere is itself.
    return statOf(this.process, path) ?? own;
  }
}
