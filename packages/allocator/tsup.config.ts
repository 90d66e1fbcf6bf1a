import { library } from '../../tooling/tsup.ts';

export default library(
  {
    index: 'src/index.ts',
    glibc: 'src/glibc/index.ts',
    pymalloc: 'src/pymalloc/index.ts',
    debug: 'src/debug/index.ts',
    trace: 'src/trace/index.ts',
    conform: 'src/conform/index.ts',
  },
  { literals: true },
);
