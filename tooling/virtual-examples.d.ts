declare module 'virtual:examples';
declare module 'virtual:contributed-scenario' {
  export const smallestChunk: import('../packages/scenarios/src/scenario.ts').Scenario;
}
