import { library } from '../../tooling/tsup.ts';

export default library({
  index: 'src/index.ts',
  core: 'src/core.ts',
  view: 'src/view/index.ts',
  source: 'src/source/index.ts',
  library: 'src/library/index.ts',
  recorded: 'src/recorded.ts',
  confirm: 'src/confirm.ts',
  story: 'src/story.ts',
  quiz: 'src/quiz/index.ts',
});
