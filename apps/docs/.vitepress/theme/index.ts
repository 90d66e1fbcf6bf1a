import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme';
import AllocatorTable from './allocator-table.vue';
import PolicyDuel from './policy-duel.vue';
import ProcessLayout from './process-layout.vue';
import ScenarioExcerpt from './scenario-excerpt.vue';
import ScenarioList from './scenario-list.vue';
import ScenarioPlayer from './scenario-player.vue';
import VersionDuel from './version-duel.vue';
import './theme.css';

export default {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    app.component('ScenarioPlayer', ScenarioPlayer);
    app.component('ProcessLayout', ProcessLayout);
    app.component('ScenarioExcerpt', ScenarioExcerpt);
    app.component('ScenarioList', ScenarioList);
    app.component('VersionDuel', VersionDuel);
    app.component('PolicyDuel', PolicyDuel);
    app.component('AllocatorTable', AllocatorTable);
  },
} satisfies Theme;
