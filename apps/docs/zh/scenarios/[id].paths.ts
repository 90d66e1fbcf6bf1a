import { library } from '@memstrata/scenarios/library';

export default {
  paths: () => Object.values(library).map(({ id, title }) => ({ params: { id, title: title.zh } })),
};
