import aRingAtExit from '../../../measured/a-ring-at-exit.json' with { type: 'json' };
import heldByCAtExit from '../../../measured/held-by-c-at-exit.json' with { type: 'json' };
import { readMeasured } from '../measured.ts';
import { type Pair, pair } from '../question.ts';

export const atExit: Pair = pair(
  'M49',
  {
    about: readMeasured(aRingAtExit),
    before: 0,
    text: {
      en: 'An object with __del__ refers to itself and has no name any more. The program ends with os._exit(0). How often does __del__ run?',
      zh: '一个带 __del__ 的对象引用自己，已没有名字。程序用 os._exit(0) 结束。__del__ 运行几次？',
    },
    measure: (seen) => seen.recorded('finalizers at os._exit(0)', 'python', 'Python 3.12'),
    options: [
      {
        says: { en: 'Once: at exit everything is collected', zh: '一次：退出时会回收一切' },
        claims: 1,
        believed: true,
        because: {
          en: 'os._exit leaves at once: no last collection, no teardown of modules, {} finalizers. At an ordinary end it would have run once.',
          zh: 'os._exit 立刻离开：没有最后的回收，不拆除模块，终结器运行 {} 次。正常结束时会运行一次。',
        },
      },
      {
        says: { en: 'Never: nothing is torn down', zh: '一次也不：什么都不拆除' },
        claims: 0,
        because: {
          en: 'Right. The kernel takes the memory of the process back all the same; servers use this to end their workers quickly.',
          zh: '对。内核照样收回进程的内存；服务器就用它来快速结束工作进程。',
        },
      },
      {
        says: { en: 'Twice: collection and teardown', zh: '两次：回收一次，拆除一次' },
        claims: 2,
        because: {
          en: 'A finalizer runs once in the life of an object, and here not at all: {}.',
          zh: '终结器在对象的一生中只运行一次，这里一次也没有：{}。',
        },
      },
    ],
  },
  {
    about: readMeasured(heldByCAtExit),
    before: 0,
    text: {
      en: 'plain and held are two global instances of one class with __del__; C code has taken a reference to held with Py_IncRef. The program ends in the ordinary way. How many finalizers run?',
      zh: 'plain 和 held 是同一个类的两个全局实例，类有 __del__；C 代码用 Py_IncRef 取了 held 的一个引用。程序正常结束。运行几个终结器？',
    },
    measure: (seen) => seen.recorded('finalizers at a normal end', 'python', 'Python 3.12'),
    options: [
      {
        says: { en: '{}: the interpreter frees everything', zh: '{} 个：解释器释放一切' },
        claims: 2,
        believed: true,
        because: {
          en: 'Nobody gives back the reference of the C code, so held stays; and its class, whose __del__ refers to the module’s globals, keeps plain too: {}.',
          zh: 'C 代码的引用没人归还，所以 held 留下；它的类的 __del__ 又引用着模块的全局变量，于是 plain 也留下：{} 个。',
        },
      },
      {
        says: { en: '{}: that of plain', zh: '{} 个：plain 的' },
        claims: 1,
        because: {
          en: 'held → its class → __del__ → the globals of the module → plain: one forgotten reference keeps all of it: {}.',
          zh: 'held → 它的类 → __del__ → 模块的全局变量 → plain：一个被遗忘的引用留住了整串：{} 个。',
        },
      },
      {
        says: { en: '{}: held keeps plain too', zh: '{} 个：held 把 plain 也留住了' },
        claims: 0,
        because: {
          en: 'Right. At exit CPython lets go of its modules and collects once; what is still held from outside is left to the kernel, unfinalized.',
          zh: '对。退出时 CPython 放开各个模块，回收一次；仍被外部持有的，就原样留给内核，不再终结。',
        },
      },
    ],
  },
);
