import { expect, test } from 'vitest';
import * as confirm from '../src/confirm.ts';
import * as core from '../src/core.ts';
import * as main from '../src/index.ts';
import * as library from '../src/library/index.ts';
import * as quiz from '../src/quiz/index.ts';
import * as recorded from '../src/recorded.ts';
import * as source from '../src/source/index.ts';
import * as story from '../src/story.ts';
import * as view from '../src/view/index.ts';

test.each([
  [
    '.',
    main,
    'EVENTS_PER_KEYFRAME MAX_STEPS Machine MachineError ProgramError RecordFormatError ask explain isQuestion layers memory observe process python questionName replay scenario selectionOf sentence validateProgram',
  ],
  ['./core', core, 'Machine memory observe python replay scenario'],
  ['./confirm', confirm, 'compareAnswers confirm readAnswers'],
  ['./library', library, 'chapters library'],
  [
    './quiz',
    quiz,
    'Seen answerText judge keeps misconceptions misconceptionsOf missingQuestions neededQuestions optionOrder optionText questionId questionNames questionPairs questionRecordings questions questionsFor readMeasured topicOf',
  ],
  ['./recorded', recorded, 'readRecording recordings'],
  [
    './source',
    source,
    'SourceError operationNames programSchema sourceLanguage statement toC toPerfetto toPython',
  ],
  ['./story', story, 'tell tellMoment'],
  [
    './view',
    view,
    'addressSpace answer bytes count decimal figureStyles figures hex labels padEnd roles schemes select selectionTable size textWidth toSheet toSvg toText wrap',
  ],
])('%s exports the listed names', (_path, entry, names) => {
  expect(Object.keys(entry).sort()).toEqual(names.split(' '));
});
