/** What the tables of the allocator's README say, in Chinese: a cell by its English text. */
export const cellsInChinese: Readonly<Record<string, string>> = {
  door: '用途',
  learn: '学习',
  use: '使用',
  verify: '验证',
  allocator: '分配器',
  '`GlibcAllocator` of `./glibc`': '`./glibc` 的 `GlibcAllocator`',
  '`Pymalloc` of `./pymalloc`': '`./pymalloc` 的 `Pymalloc`',
  for: '适合',
  'the floor: nothing is reused': '最低的底线：什么也不复用',
  "first, next, best and worst fit, list orders, immediate or deferred joining, on glibc's chunk rules":
    '首次、循环首次、最佳、最坏适配，链表的各种顺序，立刻或推迟合并，遵循 glibc 的块规则',
  'powers of two': '2 的幂',
  'any sizes': '任意大小',
  'many small objects': '大量小对象',
  'the addresses glibc 2.36 gives': 'glibc 2.36 给出的地址',
  "CPython's arenas, pools and blocks, 3.6 to 3.13":
    'CPython 3.6 到 3.13 的分配区（arena）、内存池和固定块',
  'an answer costs': '一次回答的代价',
  constant: '固定',
  'the length of the free list': '空闲链表的长度',
  '27 orders at most': '最多 27 级',
  'constant on average; in each call with `quick: 0`': '平均固定；设 `quick: 0` 则每次都固定',
  'constant on average': '平均固定',
  'as glibc': '与 glibc 相同',
  'as CPython': '与 CPython 相同',
  header: '头部（字节）',
  '0 up to 192 bytes, once a size is asked for often; else 4':
    '常用的大小在 192 字节以内为 0，否则为 4',
  trace: '记录',
  mean: '平均',
};
