import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkLesson } from '#runtime/authoring/check.ts';
import { findLessons, lessonsFolder } from '#runtime/authoring/find-lessons.ts';
import { inWords } from '#runtime/authoring/problem.ts';
import { course } from '../../lessons/course.ts';

const lessons = findLessons();

describe('every lesson is proven', () => {
  test.each(lessons)('$name', { timeout: 120_000 }, async (lesson) => {
    expect((await checkLesson(lesson)).map(inWords)).toEqual([]);
  });
});

test('every folder with a lesson.ts is found, and there is one', () => {
  const written = readdirSync(lessonsFolder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('lesson.ts'))
    .map((path) => path.split('/')[0]);
  expect(lessons.map(({ name }) => name)).toEqual(written.sort());
  expect(lessons.length).toBeGreaterThan(0);
});

test('the course names every lesson once, in the order of the folders', () => {
  expect(course.parts.flatMap((part) => part.lessons)).toEqual(lessons.map(({ name }) => name));
});

test('a lesson’s folder holds nothing that the format does not know', () => {
  for (const { path } of lessons) {
    expect(
      readdirSync(path)
        .filter((name) => name !== 'files')
        .sort(),
      path,
    ).toEqual(['de.mdx', 'en.mdx', 'lesson.ts']);
    expect(join(path, 'lesson.ts')).toMatch(/\d{2}-/);
  }
});
