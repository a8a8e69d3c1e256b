/**
 * The course: its parts, and the folders of the lessons in each, in order. A lesson's number is its
 * place in the course.
 */
export interface Course {
  readonly parts: readonly CoursePart[];
}

export interface CoursePart {
  readonly title: { readonly en: string; readonly de: string };
  /** Folders beside this file. */
  readonly lessons: readonly string[];
}

const parts: readonly CoursePart[] = [
  { title: { en: 'Messages and topics', de: 'Nachrichten und Topics' }, lessons: ['01-hello-world'] },
  { title: { en: 'Promises', de: 'Versprechen' }, lessons: [] },
  { title: { en: 'Mosquitto and three Raspberry Pis', de: 'Mosquitto und drei Raspberry Pis' }, lessons: [] },
  { title: { en: 'Beyond one broker', de: 'Über den einen Broker hinaus' }, lessons: [] },
];

/** Parts that have no lesson yet are not shown. */
export const course: Course = { parts: parts.filter(({ lessons }) => lessons.length > 0) };
