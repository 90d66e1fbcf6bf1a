import { library } from '../../tooling/tsup.ts';

export default library({
  index: 'src/index.ts',
  snapshot: 'src/snapshot/index.ts',
  conform: 'src/conform/index.ts',
});
