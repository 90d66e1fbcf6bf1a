import { useData } from 'vitepress';
import { type ComputedRef, computed } from 'vue';
import { type Language, type Words, wordsIn } from './words.ts';

/** The language of the page, and the player's words in it. */
export function useLanguage(): {
  readonly language: ComputedRef<Language>;
  readonly words: ComputedRef<Words>;
} {
  const { lang } = useData();
  const language = computed<Language>(() => (lang.value.startsWith('zh') ? 'zh' : 'en'));
  return { language, words: computed(() => wordsIn[language.value]) };
}
