declare const objectBrand: unique symbol;

/** An object: its row in the heap. At least 16, below 2³¹; used again after the object died. */
export type ObjectId = number & { readonly [objectBrand]: true };
