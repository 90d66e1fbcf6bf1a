import { library } from '../../tooling/tsup.ts';

export default library({
  index: 'src/index.ts',
  elf: 'src/elf/index.ts',
  proc: 'src/proc/index.ts',
  conform: 'src/conform/index.ts',
});
