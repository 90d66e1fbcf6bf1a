/** What people believe about memory and should not: each belief by its id, in the words of who holds it. */
import type { Localized } from '../language.ts';

/** Part of the course a misconception belongs to. */
export type Topic = 'process' | 'heap' | 'counting' | 'collecting';

/** The id of a misconception. */
export type MisconceptionId =
  | 'M1'
  | 'M2'
  | 'M3'
  | 'M4'
  | 'M5'
  | 'M6'
  | 'M7'
  | 'M8'
  | 'M9'
  | 'M10'
  | 'M11'
  | 'M12'
  | 'M13'
  | 'M14'
  | 'M15'
  | 'M16'
  | 'M17'
  | 'M18'
  | 'M19'
  | 'M20'
  | 'M21'
  | 'M22'
  | 'M23'
  | 'M24'
  | 'M25'
  | 'M26'
  | 'M27'
  | 'M28'
  | 'M29'
  | 'M30'
  | 'M31'
  | 'M32'
  | 'M33'
  | 'M34'
  | 'M35'
  | 'M36'
  | 'M37'
  | 'M38'
  | 'M39'
  | 'M40'
  | 'M41'
  | 'M42'
  | 'M43'
  | 'M44'
  | 'M45'
  | 'M46'
  | 'M47'
  | 'M48'
  | 'M49';

/** The beliefs, by id; each is wrong, or holds less often than it says. */
export const misconceptions: Readonly<Record<MisconceptionId, Localized>> = {
  M1: { en: 'Segments are pieces of RAM', zh: '段就是一块块物理内存' },
  M2: { en: 'bss is in the file', zh: 'BSS 段存放在文件里' },
  M3: { en: 'A static local lives on the stack', zh: 'static 局部变量在栈上' },
  M4: { en: 'A string literal can be written to', zh: '字符串字面量可以改写' },
  M5: { en: 'There is one stack', zh: '一个进程只有一个栈' },
  M6: { en: 'malloc gives memory at once', zh: 'malloc 返回时内存就到手了' },
  M7: { en: 'Heap and stack grow until they meet', zh: '堆和栈一直增长到相撞' },
  M8: { en: 'Stack overflow is the same as running out of heap', zh: '栈溢出和堆耗尽是一回事' },
  M9: {
    en: "Python's RecursionError is a stack overflow",
    zh: 'Python 的 RecursionError 就是栈溢出',
  },
  M10: { en: 'free returns memory to the system', zh: 'free 会把内存还给系统' },
  M11: { en: 'Freeing the last block shrinks the heap', zh: '释放最后一块，堆就会缩小' },
  M12: { en: 'All leak checkers agree', zh: '各种泄漏检查工具结论一致' },
  M13: { en: 'Still reachable is a leak', zh: '“仍可达”也是泄漏' },
  M14: { en: 'Growing memory means a leak', zh: '内存增长就是泄漏' },
  M15: { en: 'Enough free bytes are enough', zh: '空闲字节够多就够用' },
  M16: { en: 'malloc(1) costs one byte', zh: 'malloc(1) 只占一个字节' },
  M17: { en: 'free wipes the data, or leaves it all', zh: 'free 会清除数据，或原封不动' },
  M18: { en: 'The next malloc gives fresh memory', zh: '下一次 malloc 给的是全新的内存' },
  M19: { en: 'Big blocks do not go back either', zh: '大块释放后同样不会归还' },
  M20: { en: 'The fit policy decides only speed', zh: '适配策略只影响速度' },
  M21: {
    en: 'gc.collect() frees unused numbers and strings',
    zh: 'gc.collect() 释放不用的数字和字符串',
  },
  M22: {
    en: 'gc.get_count() says how many objects there are',
    zh: 'gc.get_count() 说的是对象有多少',
  },
  M23: { en: 'Every 700 allocations a collection runs', zh: '每分配 700 次就回收一次' },
  M24: {
    en: 'The threshold counts allocations minus deallocations',
    zh: '阈值数的就是分配数减释放数',
  },
  M25: { en: 'del frees the object', zh: 'del 释放对象' },
  M26: { en: 'getrefcount is always one too many', zh: 'getrefcount 总是多 1' },
  M27: { en: 'is compares numbers and strings', zh: 'is 可以用来比较数字和字符串' },
  M28: { en: "None's count goes up when it is used", zh: '使用 None 会让它的计数增加' },
  M29: { en: 'getsizeof includes what an object holds', zh: 'getsizeof 包含对象持有的一切' },
  M30: { en: 'Locals die when the function returns', zh: '函数一返回，局部变量就消亡' },
  M31: { en: 'Weak references work on anything', zh: '任何对象都可以弱引用' },
  M32: { en: 'gc.disable() stops memory being freed', zh: 'gc.disable() 之后内存不再释放' },
  M33: {
    en: 'gc.freeze always, or never, saves memory after fork',
    zh: 'gc.freeze 在 fork 后总能（或从不）省内存',
  },
  M34: { en: 'gc.collect() frees everything unreachable', zh: 'gc.collect() 释放一切不可达的东西' },
  M35: {
    en: 'gc.collect() answers how many of my objects it freed',
    zh: 'gc.collect() 返回它释放了我的多少个对象',
  },
  M36: { en: '__del__ in a cycle leaks', zh: '循环引用里有 __del__ 就会泄漏' },
  M37: { en: '__del__ may run twice', zh: '__del__ 可能运行两次' },
  M38: { en: 'Surviving a collection changes nothing', zh: '在回收中存活，什么也不变' },
  M39: { en: 'The next collection finds old garbage', zh: '下一次回收就能找到老的垃圾' },
  M40: {
    en: 'Every 10 collections of generation 1, a full one runs',
    zh: '第 1 代每回收 10 次，就完整回收一次',
  },
  M41: { en: 'A collection costs as much as there is garbage', zh: '垃圾有多少，回收就花多少' },
  M42: {
    en: 'Tuples and dicts are always, or never, tracked',
    zh: '元组和字典总是（或从不）被跟踪',
  },
  M43: { en: 'Python has no leaks', zh: 'Python 不会泄漏' },
  M44: { en: 'After del and collect the process shrinks', zh: 'del 再 collect，进程就会变小' },
  M45: {
    en: 'Since 3.14 the collector is incremental and cannot be tuned',
    zh: '从 3.14 起回收器是增量的，无法调节',
  },
  M46: {
    en: 'Free-threaded Python uses the same collector',
    zh: '自由线程的 Python 用的是同一个回收器',
  },
  M47: { en: 'CPython marks from roots and sweeps', zh: 'CPython 从根出发标记-清除' },
  M48: {
    en: 'Every object is on a doubly linked refchain',
    zh: '每个对象都挂在双向链表 refchain 上',
  },
  M49: {
    en: 'At 700 the collector runs, and at exit it frees everything',
    zh: '到 700 就回收，退出时全部释放',
  },
};

/** All ids in order. */
export const misconceptionIds = Object.keys(misconceptions) as readonly MisconceptionId[];

/** The last misconception of each part of the course. */
const ends: readonly (readonly [Topic, number])[] = [
  ['process', 9],
  ['heap', 20],
  ['counting', 31],
  ['collecting', 49],
];

/**
 * Which part of the course a misconception belongs to.
 *
 * @example
 * ```ts
 * import { misconceptions, topicOf } from '@memstrata/scenarios/quiz';
 *
 * console.log(misconceptions.M2.en, topicOf('M2')); // → bss is in the file process
 * ```
 */
export function topicOf(id: MisconceptionId): Topic {
  const number = Number(id.slice(1));
  return ends.find(([, end]) => number <= end)?.[0] ?? 'collecting';
}
