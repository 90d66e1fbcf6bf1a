import { library } from '../../tooling/tsup.ts';

export default library(
  {
    index: 'src/index.ts',
    'mark-sweep': 'src/mark-sweep/index.ts',
    explain: 'src/explain/index.ts',
    'what-if': 'src/what-if/index.ts',
    snapshot: 'src/snapshot/index.ts',
    conform: 'src/conform/index.ts',
  },
  { literals: true },
);
