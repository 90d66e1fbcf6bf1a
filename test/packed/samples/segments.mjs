import { AddressSpace } from '@memstrata/segments';
import { formatMaps, parseMaps } from '@memstrata/segments/proc';

const space = new AddressSpace();
const line = '7f5e40000000-7f5e40021000 rw-p 00000000 00:00 0 \n';
console.log([...space.mappings()].length >= 0, formatMaps(parseMaps(line)) === line);
