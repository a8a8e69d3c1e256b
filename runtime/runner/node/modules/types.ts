/** node:util/types, as far as the language itself can tell. */
const tagged =
  (...tags: string[]) =>
  (value: unknown): boolean =>
    typeof value === 'object' && value !== null && tags.includes(Object.prototype.toString.call(value).slice(8, -1));

const functionTagged =
  (...tags: string[]) =>
  (value: unknown): boolean =>
    typeof value === 'function' && tags.includes(Object.prototype.toString.call(value).slice(8, -1));

export const types = {
  isArrayBuffer: tagged('ArrayBuffer'),
  isAnyArrayBuffer: tagged('ArrayBuffer', 'SharedArrayBuffer'),
  isArrayBufferView: (value: unknown) => ArrayBuffer.isView(value),
  isAsyncFunction: functionTagged('AsyncFunction', 'AsyncGeneratorFunction'),
  isBoxedPrimitive: (value: unknown) => tagged('Number', 'String', 'Boolean', 'BigInt', 'Symbol')(value),
  isDataView: tagged('DataView'),
  isDate: tagged('Date'),
  isGeneratorFunction: functionTagged('GeneratorFunction', 'AsyncGeneratorFunction'),
  isGeneratorObject: tagged('Generator', 'AsyncGenerator'),
  isMap: tagged('Map'),
  isMapIterator: tagged('Map Iterator'),
  isNativeError: (value: unknown) => value instanceof Error,
  isPromise: tagged('Promise'),
  isRegExp: tagged('RegExp'),
  isSet: tagged('Set'),
  isSetIterator: tagged('Set Iterator'),
  isTypedArray: (value: unknown) => ArrayBuffer.isView(value) && !(value instanceof DataView),
  isUint8Array: (value: unknown) => value instanceof Uint8Array,
  isWeakMap: tagged('WeakMap'),
  isWeakSet: tagged('WeakSet'),
};
