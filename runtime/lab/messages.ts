/** The typed messages between a page and the lab in its worker. Plain data, structured-cloneable. */
import type { BoardAct, LabEvent, TerminalId } from '#runtime/events/event.ts';
import type { LessonState } from '#runtime/lesson/state.ts';
import type { Keep } from '#runtime/pi/files/conflicts.ts';
import type { Language } from '#runtime/pi/manual/render.ts';
import type { EditWish } from '#runtime/pi/system.ts';
import type { BoardState } from './boards.ts';
import type { FileConflict } from './file-conflicts.ts';
import type { FileAnswer, FileRequest } from './file-messages.ts';
import type { Keeping } from './store.ts';
import type { SocketRequest } from './socket-messages.ts';

/** Where `rpi-broker`'s Mosquitto runs: in the lab, or in the server that served the page. */
export type BrokerPlace = 'own' | 'server';

export type ToLab =
  | {
      readonly type: 'open';
      /** Folder name of the lesson, e.g. `01-hello-world`; absent: the sandbox, three Pis and no task. */
      readonly lesson?: string;
      /** Steps that were done before. */
      readonly done: readonly string[];
      /** WebSocket URL of the server's seat, e.g. `ws://localhost:8080/seat?token=…`; absent: no server. */
      readonly seat?: string;
      /** The page's: what the manual speaks; absent: English. */
      readonly language?: Language;
    }
  | { readonly type: 'keys'; readonly terminal: TerminalId; readonly text: string }
  | { readonly type: 'resize'; readonly terminal: TerminalId; readonly columns: number; readonly rows: number }
  /** The page has drawn that many UTF-16 units of output: more may come. */
  | { readonly type: 'drawn'; readonly terminal: TerminalId; readonly units: number }
  | { readonly type: 'answer'; readonly step: string; readonly choice: string }
  /** Work on this step now. */
  | { readonly type: 'step'; readonly step: string }
  /** The broker that was brought here is the server's again. */
  | { readonly type: 'use-server' }
  /** The lesson afresh: Pis as delivered, nothing done. */
  | { readonly type: 'reset' }
  /** The page may be about to go: what waits to be stored is stored now. */
  | { readonly type: 'hiding' }
  /** Files are kept here from now on, and no longer where they were. */
  | { readonly type: 'keep-here' }
  /** Something is done to a Pi's boards or to its network cable. */
  | { readonly type: 'board'; readonly host: string; readonly act: BoardAct | CableAct }
  /** Whether the page shows boards now: nobody is told of what nobody sees. */
  | { readonly type: 'watch-boards'; readonly on: boolean }
  /** Answered by `files` with the same id. With the rights of `pi`, or of the command that opened `editing`. */
  | {
      readonly type: 'files';
      readonly id: number;
      readonly host: string;
      readonly editing?: number;
      readonly request: FileRequest;
    }
  /** The answer to one of `conflicts`. */
  | { readonly type: 'settle'; readonly host: string; readonly path: string; readonly keep: Keep }
  /** The editor that a command had opened was left. */
  | { readonly type: 'edited'; readonly editing: number }
  /** A panel of the page opens a WebSocket that leads into the lab. */
  | SocketRequest;

/** A command wants a file edited. What `read` answers with `ENOENT` is a new one. */
export interface EditRequest extends EditWish {
  /** From 1, never used again. */
  readonly editing: number;
}

export interface CableAct {
  readonly act: 'cable';
  readonly plugged: boolean;
}

export interface TerminalInfo {
  readonly id: TerminalId;
  readonly host: string;
  /** 1, 2, … among the terminals of its host. */
  readonly session: number;
}

export interface BrokerState {
  readonly place: BrokerPlace;
  /** `stopped`: the own one; the learner has stopped it, or it cannot use its configuration. */
  readonly state: 'ready' | 'connecting' | 'lost' | 'stopped';
  /** It is the own one although there is a server: the learner stopped it or started it anew. */
  readonly moved?: true;
  /** Of the server: name of the seat, and the TCP port that leads to it, if one does. */
  readonly seat?: string;
  readonly tcpPort?: number;
  /** While lost: lab clock of the next attempt. */
  readonly retryAt?: number;
}

export type FromLab =
  | { readonly type: 'ready'; readonly terminals: readonly TerminalInfo[] }
  | { readonly type: 'output'; readonly terminal: TerminalId; readonly text: string }
  /**
   * What happened since the last batch, oldest first. A flood is thinned: `skipped` packets are not
   * in the batch.
   */
  | { readonly type: 'events'; readonly events: readonly LabEvent[]; readonly skipped: number }
  | { readonly type: 'lesson'; readonly state: LessonState }
  | { readonly type: 'broker'; readonly broker: BrokerState }
  /** While the page watches, and something has changed. */
  | { readonly type: 'boards'; readonly boards: readonly BoardState[] }
  | { readonly type: 'files'; readonly id: number; readonly answer: FileAnswer }
  /** `nano FILE`: the command waits until the editor is left. */
  | { readonly type: 'edit'; readonly request: EditRequest }
  /** No command waits for this any more: the page has said `edited`, or it ended by Ctrl-C, or was killed. */
  | { readonly type: 'edit-ended'; readonly editing: number }
  /** Paths that changed, of those that are watched; by whomever. */
  | { readonly type: 'files-changed'; readonly host: string; readonly paths: readonly string[] }
  /**
   * What the learner is to be asked about: these files are theirs, from an earlier release, and are delivered
   * otherwise now. All there are, whenever that changes; none of it is said while there are none.
   */
  | { readonly type: 'conflicts'; readonly conflicts: readonly FileConflict[] }
  /** Whether the files of the Pis are kept for the next visit. */
  | { readonly type: 'keeping'; readonly keeping: Keeping }
  /** The lab itself failed: a bug of ours. Nothing after it can be relied on. */
  | { readonly type: 'fault'; readonly message: string };
