import type { ClicksQuery, LinkClicksQuery, LinksQuery } from '../log-queries.ts';
import type { Question } from './question.ts';

export function linkQuestion(query: LinksQuery | LinkClicksQuery | ClicksQuery): Question {
  throw new Error(`Not written yet: ${query.from}`);
}
