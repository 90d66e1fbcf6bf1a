/** What pymalloc decided about the memory of objects, at addresses of the process. */
export type PoolEvent =
  /** An arena was mapped; it has room for so many pools. */
  | {
      readonly type: 'arena-mapped';
      readonly start: number;
      readonly size: number;
      readonly pools: number;
    }
  /** An arena without a pool in use was given back to the kernel. */
  | { readonly type: 'arena-unmapped'; readonly start: number; readonly size: number }
  /** A pool begins to serve one size. */
  | {
      readonly type: 'pool-opened';
      readonly start: number;
      readonly size: number;
      readonly blockSize: number;
      readonly blocks: number;
    }
  /** A pool's last block came back; its arena may give it to another size. */
  | {
      readonly type: 'pool-closed';
      readonly start: number;
      readonly size: number;
      readonly blockSize: number;
    }
  | {
      readonly type: 'block-taken';
      readonly start: number;
      readonly requested: number;
      readonly size: number;
    }
  | { readonly type: 'block-freed'; readonly start: number; readonly size: number }
  /** A list of new objects that only the list holds. */
  | {
      readonly type: 'crowd-made';
      readonly name: string;
      readonly className: string;
      readonly objects: number;
      readonly blockSize: number;
      readonly pools: number;
      readonly arenas: number;
      /** Pages that had no memory before. */
      readonly pages: number;
    }
  /** Objects of such a list have died, the last of them first. */
  | {
      readonly type: 'crowd-shrunk';
      readonly name: string;
      readonly dead: number;
      readonly left: number;
      readonly poolsClosed: number;
      readonly arenasUnmapped: number;
      /** Arenas mapped afterwards, and pools with a block in use. */
      readonly arenas: number;
      readonly pools: number;
    };
