import { library } from '@memstrata/scenarios/library';
import { questionsFor } from '@memstrata/scenarios/quiz';

export default {
  paths: () =>
    Object.values(library).map(({ id, title }) => ({
      params: { id, title: title.zh, questions: questionsFor(id).length },
    })),
};
