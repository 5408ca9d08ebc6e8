import type { LogQuery } from '../log-queries.ts';
import type { Question } from './question.ts';

export function errorQuestion(query: Extract<LogQuery, { from: `error${string}` }>): Question {
  throw new Error(`Not written yet: ${query.from}`);
}
