import type { Localized } from '../language.ts';
import type { EventsOf, Model } from '../machine/events.ts';

/**
 * One sentence for each kind of event of a model, in every language: the rule and its numbers. A
 * missing kind or language does not compile.
 */
export type Sentences<M extends Model> = {
  readonly [T in EventsOf<M>['type']]: (
    event: Extract<EventsOf<M>, { readonly type: T }>,
  ) => Localized;
};
