export { type Chapter, chapters } from './chapters.ts';
export { library, type ScenarioId } from './library.ts';
