import { describe, expect, test } from 'vitest';
import { AssignmentProblem } from '#runtime/pi/shell/expansion-problem.ts';
import { Variables } from '#runtime/pi/shell/variables.ts';

describe('scopes', () => {
  test('a local variable hides the one outside, for functions that are called too, and is gone with its function', () => {
    const variables = new Variables({ x: 'outside' });
    variables.pushScope();
    variables.makeLocal('x');
    expect(variables.get('x')).toBeUndefined();
    variables.set('x', 'local');
    variables.pushScope();
    expect(variables.get('x')).toBe('local');
    variables.set('x', 'changed');
    variables.popScope();
    expect(variables.get('x')).toBe('changed');
    variables.popScope();
    expect(variables.get('x')).toBe('outside');
  });
  test('what is assigned in a function without local stays', () => {
    const variables = new Variables();
    variables.pushScope();
    variables.set('y', '1');
    variables.popScope();
    expect(variables.get('y')).toBe('1');
  });
  test('unset of a local variable does not show the one outside, unset of a caller’s does', () => {
    const variables = new Variables({ x: 'outside' });
    variables.pushScope();
    variables.makeLocal('x');
    variables.set('x', '1');
    variables.pushScope();
    variables.unset('x');
    expect(variables.get('x')).toBe('outside');
    variables.popScope();
    variables.makeLocal('x');
    variables.unset('x');
    expect(variables.get('x')).toBeUndefined();
  });
  test('an assignment before a command is exported and gone with it, while others stay', () => {
    const variables = new Variables({ x: 'outside' });
    variables.pushScope('temporary');
    variables.setTemporary('x', '1');
    variables.set('y', '2');
    expect(variables.environment()).toEqual({ x: '1' });
    expect(variables.inFunction).toBe(false);
    variables.popScope();
    expect([variables.get('x'), variables.get('y')]).toEqual(['outside', '2']);
  });
  test('local under a temporary scope belongs to the function', () => {
    const variables = new Variables();
    variables.pushScope();
    variables.pushScope('temporary');
    variables.makeLocal('x');
    variables.set('x', '1');
    variables.popScope();
    expect(variables.get('x')).toBe('1');
    expect(variables.localNames()).toEqual(['x']);
    variables.popScope();
    expect(variables.get('x')).toBeUndefined();
  });
});

describe('attributes', () => {
  test('readonly: neither set nor unset', () => {
    const variables = new Variables({ x: '1' });
    variables.declare('x', { on: ['readonly'] });
    expect(() => variables.set('x', '2')).toThrow(new AssignmentProblem('x: readonly variable'));
    expect(() => variables.unset('x')).toThrow('x: cannot unset: readonly variable');
    expect(() => variables.declare('x', { off: ['readonly'] })).toThrow('x: readonly variable');
  });
  test('upper and lower change what is assigned from then on, and exclude each other', () => {
    const variables = new Variables({ x: 'abc' });
    variables.declare('x', { on: ['upper'] });
    expect(variables.get('x')).toBe('abc');
    variables.set('x', 'straße');
    expect(variables.get('x')).toBe('STRAßE');
    variables.declare('x', { on: ['lower'] });
    expect(variables.declaration('x')).toBe('declare -xl x="STRAßE"');
  });
  test('exported names are the environment, once they have a value and are no arrays', () => {
    const variables = new Variables();
    variables.export('x');
    expect(variables.environment()).toEqual({});
    variables.set('x', '1');
    variables.setElements('a', [[undefined, '1']]);
    variables.export('a');
    expect(variables.environment()).toEqual({ x: '1' });
    expect(variables.declaration('a')).toBe('declare -ax a=([0]="1")');
  });
  test('what is declared shows as bash shows it', () => {
    const variables = new Variables();
    variables.declare('n');
    variables.declare('a', { kind: 'indexed' });
    variables.set('t', 'q"$`\\');
    variables.set('l', 'a\nb');
    expect(['n', 'a', 't', 'l', 'none'].map((name) => variables.declaration(name))).toEqual([
      'declare -- n',
      'declare -a a',
      'declare -- t="q\\"\\$\\`\\\\"',
      "declare -- l=$'a\\nb'",
      undefined,
    ]);
  });
});

describe('arrays', () => {
  test('indexed ones keep gaps and count from the end', () => {
    const variables = new Variables();
    variables.setElements('a', [
      [undefined, 'x'],
      ['5', 'y'],
      [undefined, 'z'],
    ]);
    expect(variables.keys('a')).toEqual(['0', '5', '6']);
    expect(variables.element('a', '-2')).toBe('y');
    variables.unsetElement('a', '-1');
    variables.setElements('a', [[undefined, 'w']], true);
    expect(variables.values('a')).toEqual(['x', 'y', 'w']);
    expect(() => variables.setElement('a', '-9', '')).toThrow('a[-9]: bad array subscript');
  });
  test('associative ones are listed in the order of bash’s table', () => {
    const variables = new Variables();
    variables.declare('m', { kind: 'associative' });
    for (const key of ['a', 'b', 'c', 'foo', 'bar', 'sensor', 'temp']) variables.setElement('m', key, key);
    expect(variables.keys('m')).toEqual(['c', 'b', 'a', 'foo', 'bar', 'temp', 'sensor']);
    expect(() => variables.declare('m', { kind: 'indexed' })).toThrow('m: cannot convert associative to indexed array');
  });
  test('a text becomes element 0', () => {
    const variables = new Variables({ x: 'a' });
    variables.setElement('x', '2', 'b');
    expect(variables.get('x')).toBe('a');
    expect(variables.values('x')).toEqual(['a', 'b']);
  });
});

describe('namerefs', () => {
  test('stand for what they name, also an element', () => {
    const variables = new Variables();
    variables.declare('r', { on: ['nameref'] });
    variables.setReference('r', 'a[1]');
    variables.set('r', 'x');
    expect(variables.element('a', '1')).toBe('x');
    expect(variables.get('r')).toBe('x');
    expect(variables.reference('r')).toBe('a[1]');
  });
  test('that go round in a circle lead nowhere', () => {
    const variables = new Variables();
    for (const [name, target] of [
      ['a', 'b'],
      ['b', 'a'],
    ] as const) {
      variables.declare(name, { on: ['nameref'] });
      variables.setReference(name, target);
    }
    expect(variables.get('a')).toBeUndefined();
    expect(() => variables.setReference('c', 'c')).toThrow('self references not allowed');
  });
});

test('a copy and its original do not see each other’s changes', () => {
  const variables = new Variables({ x: '1' });
  variables.setElements('a', [[undefined, '1']]);
  const copy = variables.clone();
  variables.set('x', '2');
  copy.setElement('a', '1', 'c');
  copy.pushScope();
  copy.makeLocal('x');
  expect([variables.get('x'), copy.get('x')]).toEqual(['2', undefined]);
  copy.popScope();
  expect(copy.get('x')).toBe('1');
  expect([variables.values('a'), copy.values('a')]).toEqual([['1'], ['1', 'c']]);
});

test('a variable that grows without end reaches a limit, which is fatal', () => {
  const variables = new Variables({ x: 'x'.repeat(1_024) });
  const grow = () => {
    for (;;) variables.append('x', variables.get('x') ?? '');
  };
  expect(grow).toThrow(expect.objectContaining({ fatal: true }));
  expect(variables.get('x')?.length).toBeLessThanOrEqual(64 * 1_024 * 1_024);
});
