/** What `node` needs of the worker that it runs in, beside what every program has: it differs between a page and Node. */
export interface NodeRoom {
  /**
   * Where the source of an ES module can be imported from, in this worker: a `blob:` URL in a page. The same
   * source may be given a URL of its own each time.
   */
  moduleUrl(source: string): string;
  /** Tells of errors that code of the event loop has thrown and nobody has caught. The worker goes on after it. */
  onUncaught(heard: (error: unknown) => void): void;
  /** Tells of promises that were rejected and that nobody handles, once no microtask is left. The worker goes on. */
  onUnhandledRejection(heard: (reason: unknown, promise: Promise<unknown>) => void): void;
}
