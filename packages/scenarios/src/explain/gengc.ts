import { count } from '../view/format.ts';
import type { Sentences } from './sentence.ts';

/** Most candidates told one by one. */
const MOST_TOLD = 12;

/** The candidates by number after `before`; nothing when there are none. */
const listed = (
  objects: readonly number[],
  before: string,
  comma: string,
  more: string,
): string => {
  const told = objects.slice(0, MOST_TOLD).map((object) => `#${object}`);
  if (told.length === 0) return '';
  return `${before}${told.join(comma)}${objects.length > MOST_TOLD ? more : ''}`;
};

/** What the cycle collector decided. */
export const gengcSentences: Sentences<'gengc'> = {
  'collection-scheduled': ({ count: allocated, threshold }) => ({
    en: `${allocated} net allocations exceed the threshold of ${threshold}: a collection runs at the next safe point.`,
    zh: `净分配数 ${allocated} 超过阈值 ${threshold}：到下一个安全点时回收。`,
  }),
  'collection-postponed': ({ pending, total }) => ({
    en: `No full collection yet: ${pending} waiting objects are less than a quarter of the ${total} long-lived ones.`,
    zh: `暂不做完整回收：等待的 ${pending} 个对象不到 ${total} 个长寿对象的四分之一。`,
  }),
  'collection-started': ({ generation, automatic, candidates }) => ({
    en: `A collection of generation ${generation} starts${automatic ? ' by itself' : ''} with ${count(candidates.length, 'candidate')}${listed(candidates, ': ', ', ', ' and more')}.`,
    zh: `第 ${generation} 代的回收${automatic ? '自动' : ''}开始，候选对象 ${candidates.length} 个${listed(candidates, '：', '、', ' 等')}。`,
  }),
  'count-copied': ({ object, refcount }) => ({
    en: `The count of #${object} is copied to work on: ${refcount}.`,
    zh: `复制 #${object} 的引用计数值作为副本：${refcount}。`,
  }),
  'reference-subtracted': ({ referrer, referent, externalRefs }) => ({
    en: `#${referrer} refers to #${referent}, and both are candidates: its copy falls to ${externalRefs}.`,
    zh: `#${referrer} 引用 #${referent}，两者都是候选：副本减为 ${externalRefs}。`,
  }),
  'found-reachable': ({ object }) => ({
    en: `#${object} is held from outside the candidates, or by one that is: it is reachable.`,
    zh: `#${object} 被候选之外的引用持有，或被这样的对象引用：它可达。`,
  }),
  'set-aside': ({ object }) => ({
    en: `The copy for #${object} is 0: all its references come from candidates, so it is set aside as tentatively unreachable.`,
    zh: `#${object} 的副本为 0：引用都来自候选对象，先列为暂定不可达。`,
  }),
  rescued: ({ object, by }) => ({
    en: `#${by} is reachable and refers to #${object}: it is rescued.`,
    zh: `#${by} 可达并且引用 #${object}：后者也可达。`,
  }),
  untracked: ({ object }) => ({
    en: `#${object} cannot be part of a cycle: the collector stops tracking it.`,
    zh: `#${object} 不可能参与循环引用：回收器不再跟踪它。`,
  }),
  promoted: ({ object, generation }) => ({
    en: `#${object} has survived: it moves to generation ${generation}.`,
    zh: `#${object} 存活下来，晋升到第 ${generation} 代。`,
  }),
  spared: ({ object }) => ({
    en: `#${object} is spared: something made it reachable again.`,
    zh: `#${object} 得以保留：它又变得可达。`,
  }),
  'weak-reference-cleared': ({ weakReference, referent }) => ({
    en: `#${referent} is unreachable: the weak reference #${weakReference} now answers None.`,
    zh: `#${referent} 不可达：弱引用 #${weakReference} 从此返回 None。`,
  }),
  'called-back': ({ weakReference }) => ({
    en: `The callback of the weak reference #${weakReference} has run.`,
    zh: `弱引用 #${weakReference} 的回调已运行。`,
  }),
  finalized: ({ object }) => ({
    en: `The finalizer of #${object} has run, before anything is let go.`,
    zh: `在放开任何引用之前，#${object} 的终结器已运行。`,
  }),
  resurrected: ({ object }) => ({
    en: `A finalizer made #${object} reachable again: it is not collected.`,
    zh: `终结器让 #${object} 重新可达：它不会被回收。`,
  }),
  cleared: ({ object }) => ({
    en: `The collector has cleared #${object}: the references it held are gone, and the ring is broken.`,
    zh: `回收器清空了 #${object}：它持有的引用都已放开，循环就此打破。`,
  }),
  saved: ({ object }) => ({
    en: `#${object} is kept in gc.garbage instead of being cleared.`,
    zh: `#${object} 没有被清空，而是留在 gc.garbage 里。`,
  }),
  'collection-finished': ({ collection: { generation, collected, uncollectable } }) => ({
    en: `The collection of generation ${generation} ends: ${count(collected, 'object')} found unreachable${uncollectable > 0 ? `, ${uncollectable} uncollectable` : ''}.`,
    zh: `第 ${generation} 代的回收结束：找到 ${collected} 个不可达对象${uncollectable > 0 ? `，其中 ${uncollectable} 个无法回收` : ''}。`,
  }),
};
