/** The part of the WebAssembly JavaScript API that the tests use; ES2023 and Node's types omit it. */
declare namespace WebAssembly {
  class Memory {
    constructor(descriptor: { initial: number; maximum?: number });
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }
}
