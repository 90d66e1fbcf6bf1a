import { library } from '../../tooling/tsup.ts';

export default library(
  {
    index: 'src/index.ts',
    rc: 'src/rc/index.ts',
    'rc-keyed': 'src/rc/keyed.ts',
    'rc-leaks': 'src/rc/leaks.ts',
    conform: 'src/conform/index.ts',
  },
  { literals: true },
);
