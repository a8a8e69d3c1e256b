/// <reference types="astro/client" />
import type { LessonPage } from './content/lesson-page.ts';

declare global {
  namespace App {
    interface Locals {
      /** The lesson whose page is being made: what its components must know. */
      lesson?: LessonPage;
    }
  }
}
