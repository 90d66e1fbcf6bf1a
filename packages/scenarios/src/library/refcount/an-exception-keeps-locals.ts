import { python } from '../../program/python.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const anExceptionKeepsLocals: Scenario = scenario({
  id: 'an-exception-keeps-locals',
  title: { en: 'An exception keeps local variables', zh: '异常让局部变量活着' },
  question: {
    en: 'A function with a local variable raises; the caller keeps the exception. The function is over: is its variable gone?',
    zh: '一个有局部变量的函数抛出异常，调用者保存了这个异常。函数已经结束：它的变量消失了吗？',
  },
  answer: {
    en: 'No. The exception has a traceback, the traceback has the frame, and the frame still holds the variable x. The object dies when the exception goes. That is why Python deletes the name behind “except … as” at the end of the block.',
    zh: '没有。异常持有回溯，回溯持有栈帧，栈帧仍持有变量 x。异常消失时对象才消亡。所以 Python 在 except … as 块结束时会删除那个名字。',
  },
  machine: { python: { version: '3.13', places: false } },
  program: [
    python.class('Node', []),
    python.new('a', 'Node'),
    python.weakReference('w', 'a'),
    python.keep('error', 'exception', 'a'),
    python.count('a'),
    python.delete('a'),
    python.alive('w'),
    python.delete('error'),
    python.alive('w'),
  ],
  claims: {
    confirmed: [
      {
        en: 'With the exception kept, the count is 2 and the object outlives its name.',
        zh: '保存着异常时计数是 2，对象比它的名字活得久。',
      },
      { en: 'It dies with the exception.', zh: '它随异常一起消亡。' },
    ],
    notClaimed: [
      {
        en: 'How many objects lie between: the frame of the caller, which is on the traceback too, is left out.',
        zh: '中间有几个对象：同在回溯中的调用者栈帧没有画出。',
      },
    ],
  },
});
