/** An address as a report shows it; what is no address, as it is. */
export const hex = (address: number): string =>
  Number.isInteger(address) && address >= 0 ? `0x${address.toString(16)}` : String(address);
