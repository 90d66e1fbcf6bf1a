import { library } from '../../library/index.ts';
import { type Pair, pair } from '../question.ts';

export const localsDie: Pair = pair(
  'M30',
  {
    about: library['an-exception-keeps-locals'],
    before: 5,
    text: {
      en: 'A function has an object in a local variable and raises an exception; the caller catches it and keeps it in error. No other name is left for the object. Is it still alive?',
      zh: '函数的局部变量里有一个对象，然后抛出异常；调用者捕获它并存入 error。对象再没有别的名字。它还活着吗？',
    },
    measure: (seen) => seen.answer('w answers an object', 0),
    options: [
      {
        says: {
          en: 'No: the function has ended, and its locals with it',
          zh: '不：函数结束了，局部变量也随之消亡',
        },
        claims: false,
        believed: true,
        because: {
          en: 'The exception has a traceback, the traceback the frame, and the frame the locals: the object lives until del error.',
          zh: '异常持有回溯，回溯持有栈帧，栈帧持有局部变量：对象一直活到 del error。',
        },
      },
      {
        says: { en: 'Yes: the exception leads to it', zh: '是：从异常能找到它' },
        claims: true,
        because: {
          en: 'Right. Exception, traceback, frame, local variable: each holds the next. Delete the exception and all of it goes.',
          zh: '对。异常、回溯、栈帧、局部变量，一个持有一个。删除异常，这一串就都消亡。',
        },
      },
      {
        says: {
          en: 'Only until the next statement of the caller',
          zh: '只活到调用者的下一条语句',
        },
        claims: 'until the next statement',
        because: {
          en: 'Nothing happens by itself at a statement. As long as error holds the exception, the object lives.',
          zh: '语句本身不会触发什么。只要 error 还持有异常，对象就活着。',
        },
      },
    ],
  },
  {
    about: library['what-a-function-leaves'],
    before: 8,
    text: {
      en: 'A local variable of a function was captured by a closure, a default value and a generator. The name, the closure and the default value are deleted. Is the object still alive?',
      zh: '函数的一个局部变量被闭包、默认参数值和生成器保留。现在名字、闭包、默认参数值都删除了。对象还活着吗？',
    },
    measure: (seen) => seen.answer('w answers an object', 0),
    options: [
      {
        says: { en: 'No: the function returned long ago', zh: '不：函数早就返回了' },
        claims: false,
        believed: true,
        because: {
          en: 'Returning ends the frame only if nobody holds it. The suspended generator keeps its frame, and the frame the object.',
          zh: '返回之后，没人持有的栈帧才会消亡。暂停的生成器保留着栈帧，栈帧保留着对象。',
        },
      },
      {
        says: {
          en: 'Yes: the generator holds it',
          zh: '是：生成器持有它',
        },
        claims: true,
        because: {
          en: 'Right. Name, closure, default value and generator made a count of 4; one is left, and del of it frees the object.',
          zh: '对。名字、闭包、默认值、生成器使计数为 4；现在剩一个，删除它对象才释放。',
        },
      },
      {
        says: {
          en: 'It waits for the collector',
          zh: '它在等回收器',
        },
        claims: 'waits',
        because: {
          en: 'There is no ring here: the object is alive by one count, the generator’s, and goes at once with it.',
          zh: '这里没有循环引用：对象靠生成器的那一个计数活着，生成器一走，它立即消亡。',
        },
      },
    ],
  },
);
