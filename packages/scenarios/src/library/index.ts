export { library, type ScenarioId } from './library.ts';
