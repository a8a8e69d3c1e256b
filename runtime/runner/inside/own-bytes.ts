/** What is posted is cloned, and a clone of a view clones all that it looks into: these bytes, and no others. */
export const ownBytes = (bytes: Uint8Array): Uint8Array =>
  bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
