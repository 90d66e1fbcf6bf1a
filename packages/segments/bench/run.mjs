/** All tables in one run: npm run bench -- segments */
import '../../../tooling/broken-pipe.mjs';
import { benchElf } from './elf.mjs';
import { benchMaps } from './maps.mjs';
import { benchMemory } from './memory.mjs';
import { provenance } from './rounds.mjs';

console.log(provenance());
benchMemory();
benchMaps();
benchElf();
