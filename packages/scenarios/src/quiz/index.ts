/** Questions that are asked before they are shown, each offering a misconception, judged by the replay. */
export { missingQuestions, neededQuestions } from './coverage.ts';
export {
  answerText,
  type JudgedOption,
  type Judgement,
  judge,
  keeps,
  optionText,
} from './judge.ts';
export { type MeasuredProgram, readMeasured } from './measured.ts';
export { type MisconceptionId, misconceptions, type Topic, topicOf } from './misconceptions.ts';
export {
  type Claim,
  type Form,
  type Option,
  type OwnProgram,
  type Pair,
  type Question,
  questionId,
  type Subject,
} from './question.ts';
export { questionPairs, questions } from './questions/questions.ts';
export { questionRecordings } from './recorded.ts';
export { Seen } from './seen.ts';
export { misconceptionsOf, optionOrder, questionNames, questionsFor } from './select.ts';
