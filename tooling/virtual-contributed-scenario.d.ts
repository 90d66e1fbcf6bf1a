declare module 'virtual:contributed-scenario' {
  export const smallestChunk: import('../packages/scenarios/src/scenario.ts').Scenario;
}
