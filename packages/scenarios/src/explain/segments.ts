import type { Localized } from '../language.ts';
import type { EventsOf } from '../machine/events.ts';
import { bytes, count, decimal, hex, size } from '../view/format.ts';
import { faultCauses, intents } from './fault-causes.ts';
import type { Sentences } from './sentence.ts';

type Placed = Extract<EventsOf<'segments'>, { readonly type: 'placed' }>;

/** Why a thing lies in its section. */
const sections: Readonly<Record<Placed['why'], (event: Placed) => Localized>> = {
  code: ({ name, address }) => ({
    en: `The function ${name} is code: it lies in .text at ${hex(address)}.`,
    zh: `函数 ${name} 是代码：位于 .text，地址 ${hex(address)}。`,
  }),
  constant: ({ name, address, bytes: each }) => ({
    en: `${name} is const: its ${bytes(each, 'en')} lie in .rodata at ${hex(address)}, which nobody may write.`,
    zh: `${name} 是 const：它的 ${bytes(each, 'zh')}位于 .rodata，地址 ${hex(address)}，不可写。`,
  }),
  literal: ({ name, address, bytes: each }) => ({
    en: `The literal ${name} takes ${bytes(each, 'en')} with its closing zero, in .rodata at ${hex(address)}.`,
    zh: `字面量 ${name} 连同结尾的零占 ${bytes(each, 'zh')}，位于 .rodata，地址 ${hex(address)}。`,
  }),
  initialised: ({ name, address, bytes: each, isInner }) => ({
    en: `${name} ${isInner ? 'is static and ' : ''}starts with a value: its ${bytes(each, 'en')} lie in .data at ${hex(address)} and in the file.`,
    zh: `${name} ${isInner ? '是 static 变量，' : ''}有初值：它的 ${bytes(each, 'zh')}位于 .data，地址 ${hex(address)}，文件里也有。`,
  }),
  zero: ({ name, address, bytes: each, isInner }) => ({
    en: `${name} ${isInner ? 'is static and ' : ''}starts as zero: its ${bytes(each, 'en')} lie in .bss at ${hex(address)} and take nothing in the file.`,
    zh: `${name} ${isInner ? '是 static 变量，' : ''}初值为零：它的 ${bytes(each, 'zh')}位于 .bss，地址 ${hex(address)}，在文件里不占空间。`,
  }),
};

/** What became of the process. */
export const segmentsSentences: Sentences<'segments'> = {
  mapped: ({ start, end, kind, permissions, merged }) => ({
    en: `The range ${hex(start)} – ${hex(end)} is mapped ${permissions} for ${kind}, ${size(end - start, 'en')}${merged > 0 ? '; it joins its neighbour in the map' : ''}.`,
    zh: `映射 ${hex(start)} – ${hex(end)}，权限 ${permissions}，用于 ${kind}，共 ${size(end - start, 'zh')}${merged > 0 ? '；与相邻的映射合为一项' : ''}。`,
  }),
  unmapped: ({ start, end }) => ({
    en: `The range ${hex(start)} – ${hex(end)} is unmapped: its ${size(end - start, 'en')} and what lay there are gone.`,
    zh: `取消映射 ${hex(start)} – ${hex(end)}：这 ${size(end - start, 'zh')} 及其内容都没有了。`,
  }),
  protected: ({ start, end, permissions }) => ({
    en: `The range ${hex(start)} – ${hex(end)} now allows ${permissions}.`,
    zh: `${hex(start)} – ${hex(end)} 的权限改为 ${permissions}。`,
  }),
  split: ({ at }) => ({
    en: `One entry of the map becomes two at ${hex(at)}.`,
    zh: `映射表的一项在 ${hex(at)} 处分为两项。`,
  }),
  'break-moved': ({ from, to }) => ({
    en: `The program break moves ${to > from ? 'up' : 'down'} by ${bytes(Math.abs(to - from), 'en')}, from ${hex(from)} to ${hex(to)}.`,
    zh: `程序中断点${to > from ? '上移' : '下移'} ${bytes(Math.abs(to - from), 'zh')}，从 ${hex(from)} 到 ${hex(to)}。`,
  }),
  refused: ({ call, errno }) => ({
    en: `The kernel refuses ${call}: ${errno}.`,
    zh: `内核拒绝 ${call}：${errno}。`,
  }),
  'stack-grown': ({ from, to, bytes: grown }) => ({
    en: `The program touches below its stack, so the stack grows by ${size(grown, 'en')}: it began at ${hex(from)}, now at ${hex(to)}.`,
    zh: `程序访问了栈以下的地址，于是栈增长 ${size(grown, 'zh')}：低端从 ${hex(from)} 移到 ${hex(to)}。`,
  }),
  'page-touched': ({ page, pages, intent }) =>
    intent === 'write'
      ? {
          en: `${pages === 1 ? `The page at ${hex(page)} is` : `${decimal(pages)} pages from ${hex(page)} on are`} stored to for the first time: now ${pages === 1 ? 'it has' : 'they have'} memory.`,
          zh: `从 ${hex(page)} 起的 ${decimal(pages)} 页第一次被写入：现在才有内存。`,
        }
      : {
          en: `${pages === 1 ? `The page at ${hex(page)} is` : `${decimal(pages)} pages from ${hex(page)} on are`} read for the first time: the kernel brings what the file holds.`,
          zh: `从 ${hex(page)} 起的 ${decimal(pages)} 页第一次被读取：内核取来文件中的内容。`,
        },
  faulted: (event) => {
    const { signal, siCode, address, intent, reason } = event;
    const cause = faultCauses[reason](event);
    return {
      en: `The kernel answers the ${intents[intent].en} at ${hex(address)} with ${signal}, ${siCode}: ${cause.en}.`,
      zh: `内核对 ${hex(address)} 处的${intents[intent].zh}回以 ${signal}、${siCode}：${cause.zh}。`,
    };
  },
  placed: (event) => sections[event.why](event),
  started: ({ platform, stackPointer, words }) => ({
    en: `The process of ${platform} is ready: its stack pointer is ${hex(stackPointer)}, with ${count(words, 'word')} of arguments, environment and auxiliary vector above it.`,
    zh: `${platform} 的进程已就绪：栈指针为 ${hex(stackPointer)}，其上有 ${decimal(words)} 个字的参数、环境变量和辅助向量。`,
  }),
  called: ({ function: name, arguments: passed, returnSlot }) => {
    const told = passed.map(
      ({ name, value, place }) =>
        `${name} = ${decimal(value)} ${typeof place === 'number' ? `→ ${hex(place)}` : `→ ${place}`}`,
    );
    return {
      en: `${name} is called${told.length > 0 ? ` with ${told.join(', ')}` : ''}; the return address lies at ${hex(returnSlot)}.`,
      zh: `调用 ${name}${told.length > 0 ? `，参数 ${told.join('、')}` : ''}；返回地址存放在 ${hex(returnSlot)}。`,
    };
  },
  framed: ({ function: name, stackPointer, bytes: taken, locals }) => ({
    en: `The frame of ${name} takes ${bytes(taken, 'en')}${locals.length > 0 ? `, room for ${locals.join(', ')} among them` : ''}: the stack pointer is ${hex(stackPointer)}.`,
    zh: `${name} 的栈帧占 ${bytes(taken, 'zh')}${locals.length > 0 ? `，其中包括 ${locals.join('、')}` : ''}：栈指针为 ${hex(stackPointer)}。`,
  }),
  returned: ({ function: name, value, register, stackPointer, bytes: taken }) => ({
    en: `${name} returns${value === null ? '' : ` ${decimal(value)} in ${register}`}: the stack pointer is back at ${hex(stackPointer)}. The ${bytes(taken, 'en')} of its frame stay as they are and belong to nobody.`,
    zh: `${name} 返回${value === null ? '' : `，结果 ${decimal(value)} 放在 ${register}`}：栈指针回到 ${hex(stackPointer)}。栈帧的 ${bytes(taken, 'zh')}原样留着，但不再属于谁。`,
  }),
  stored: ({ name, address, bytes: each, value, isPointer }) => {
    const shown = isPointer ? (value === 0 ? 'NULL' : hex(value)) : decimal(value);
    return {
      en: `${name ?? bytes(each, 'en')} at ${hex(address)} ${name !== null ? 'is' : each === 1 ? 'holds' : 'hold'} ${shown}.`,
      zh: `${hex(address)} 处的${name === null ? ` ${bytes(each, 'zh')}` : ` ${name} `}存入 ${shown}。`,
    };
  },
  'blocks-taken': ({ name, blocks, size: each, refused, mapped, heapBytes, grown }) => ({
    en: `${count(blocks, 'block')} of ${bytes(each, 'en')}: ${name}[0] to ${name}[${blocks - 1}] hold the addresses.${mapped > 0 ? ` ${decimal(mapped)} of them are mapped apart from the heap.` : ''}${refused > 0 ? ` ${decimal(refused)} of the answers are NULL.` : ''} ${grown > 0 ? `The heap grows by ${decimal(grown)} to ${bytes(heapBytes, 'en')}.` : `The heap keeps its ${bytes(heapBytes, 'en')}.`}`,
    zh: `${decimal(blocks)} 个 ${bytes(each, 'zh')}的块：${name}[0] 到 ${name}[${blocks - 1}] 保存地址。${mapped > 0 ? `其中 ${decimal(mapped)} 个在堆之外单独映射。` : ''}${refused > 0 ? `有 ${decimal(refused)} 次返回 NULL。` : ''}${grown > 0 ? `堆增长 ${decimal(grown)}，达到 ${bytes(heapBytes, 'zh')}。` : `堆仍是 ${bytes(heapBytes, 'zh')}。`}`,
  }),
  'blocks-freed': ({ name, blocks, every, unmapped, heapBytes, shrunk }) => ({
    en: `${count(blocks, 'block')} of ${name} ${blocks === 1 ? 'is' : 'are'} freed${every > 1 ? `, one in ${every}` : ''}; the array still holds the addresses.${unmapped > 0 ? ` ${count(unmapped, 'mapping')} ${unmapped === 1 ? 'goes' : 'go'} back to the system.` : ''} ${shrunk > 0 ? `The heap gives ${decimal(shrunk)} bytes back: it has ${decimal(heapBytes)} left.` : `The heap keeps its ${bytes(heapBytes, 'en')}.`}`,
    zh: `${name} 中的 ${decimal(blocks)} 个块被释放${every > 1 ? `（每 ${every} 个一个）` : ''}；数组仍保存着地址。${unmapped > 0 ? `${decimal(unmapped)} 个映射归还给系统。` : ''}${shrunk > 0 ? `堆归还 ${bytes(shrunk, 'zh')}，还剩 ${bytes(heapBytes, 'zh')}。` : `堆仍是 ${bytes(heapBytes, 'zh')}。`}`,
  }),
  'blocks-forgotten': ({ name, blocks }) => ({
    en: `${name}[0] to ${name}[${blocks - 1}] are NULL.`,
    zh: `${name}[0] 到 ${name}[${blocks - 1}] 为 NULL。`,
  }),
  'blocks-leaked': ({ blocks, usable }) => ({
    en: `No variable leads to ${count(blocks, 'block')} any more: ${blocks === 1 ? 'its' : 'their'} ${bytes(usable, 'en')} are leaked, in use until the program ends.`,
    zh: `再没有变量指向这 ${decimal(blocks)} 个块：它们的 ${bytes(usable, 'zh')}泄漏了，直到程序结束都被占用。`,
  }),
  'leaks-classified': ({ kind, blocks, bytes: all }) => ({
    en: `${count(blocks, 'block')} with ${bytes(all, 'en')} are ${kind}: ${leakReasons[kind].many}.`,
    zh: `${decimal(blocks)} 个块共 ${bytes(all, 'zh')}属于“${leakKinds[kind]}”：${leakReasons[kind].zh.replaceAll('它', '它们')}。`,
  }),
  'leak-classified': ({ kind, pointer, bytes: each, indirectBytes }) => ({
    en: `The block at ${hex(pointer)} with its ${bytes(each, 'en')} is ${kind}${indirectBytes > 0 ? `, and with it ${bytes(indirectBytes, 'en')} that only it leads to` : ''}: ${leakReasons[kind].en}.`,
    zh: `${hex(pointer)} 处 ${bytes(each, 'zh')}的块属于“${leakKinds[kind]}”${indirectBytes > 0 ? `，连同只有它才指向的 ${bytes(indirectBytes, 'zh')}` : ''}：${leakReasons[kind].zh}。`,
  }),
  'thread-started': ({ function: name, start, end, guardBytes, reused }) => ({
    en: `A thread for ${name} gets a stack of its own, ${size(end - start, 'en')} from ${hex(start)} on${reused ? ', left by an earlier thread' : ''}; ${size(guardBytes, 'en')} below it nobody may touch.`,
    zh: `为 ${name} 创建线程，它有自己的栈：从 ${hex(start)} 起共 ${size(end - start, 'zh')}${reused ? '，是先前的线程留下的' : ''}；其下 ${size(guardBytes, 'zh')} 谁也不能访问。`,
  }),
  'thread-ended': ({ function: name, bytes: kept }) => ({
    en: `The thread of ${name} has ended; the C library keeps its ${size(kept, 'en')} mapped for the next thread.`,
    zh: `${name} 的线程已结束；C 库保留这 ${size(kept, 'zh')} 的映射，留给下一个线程。`,
  }),
  recursed: ({ function: name, depth, frameBytes, limit }) => ({
    en: `${name} calls itself ${decimal(depth)} times, ${bytes(frameBytes, 'en')} of stack each, until ${Number.isFinite(limit) ? `the limit of ${size(limit, 'en')}` : 'the room'} is used up.`,
    zh: `${name} 调用自己 ${decimal(depth)} 次，每次占栈 ${bytes(frameBytes, 'zh')}，直到用完${Number.isFinite(limit) ? ` ${size(limit, 'zh')} 的限制` : '全部空间'}。`,
  }),
  exited: ({ status, mappings, pages }) => ({
    en: `The process ends with status ${status}: the kernel takes back all ${count(mappings, 'mapping')} and the memory of ${count(pages, 'page')}, freed or not.`,
    zh: `进程结束，状态为 ${status}：内核收回全部 ${decimal(mappings)} 个映射和 ${decimal(pages)} 页内存，不管是否释放过。`,
  }),
};

type LeakKind = Extract<EventsOf<'segments'>, { readonly type: 'leak-classified' }>['kind'];

const leakKinds: Readonly<Record<LeakKind, string>> = {
  'definitely lost': '确定泄漏（definitely lost）',
  'indirectly lost': '间接泄漏（indirectly lost）',
  'possibly lost': '可能泄漏（possibly lost）',
  'still reachable': '仍可达（still reachable）',
};

const leakReasons: Readonly<Record<LeakKind, Localized & { readonly many: string }>> = {
  'definitely lost': {
    en: 'no pointer leads to it',
    many: 'no pointer leads to them',
    zh: '没有指针指向它',
  },
  'indirectly lost': {
    en: 'only a lost block leads to it',
    many: 'only lost blocks lead to them',
    zh: '只有泄漏的块指向它',
  },
  'possibly lost': {
    en: 'a pointer leads into its middle, and none to its start',
    many: 'pointers lead into their middles, and none to their starts',
    zh: '有指针指向它的中间，没有指针指向它的开头',
  },
  'still reachable': {
    en: 'a variable still leads to it',
    many: 'variables still lead to them',
    zh: '仍有变量指向它',
  },
};
