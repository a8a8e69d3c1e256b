/** What the page's editor needs beside the lab itself: a page fetches it when files are first asked for. */
export { answerFiles, canonicalPath } from './file-service.ts';
export { FileWatch } from './file-watch.ts';
