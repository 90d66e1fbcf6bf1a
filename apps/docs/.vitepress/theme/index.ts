import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme';
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
  },
} satisfies Theme;
