/// <reference types="astro/client" />
declare namespace App {
  interface Locals {
    /** The lesson whose page is being made: what its components must know. */
    lesson?: import('./content/lesson-page.ts').LessonPage;
  }
}
