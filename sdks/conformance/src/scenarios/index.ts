import type { Scenario } from '../scenario.ts';
import { batches } from './batches.ts';
import { bounds } from './bounds.ts';
import { closing } from './closing.ts';
import { hooks } from './hooks.ts';
import { iterators } from './iterators.ts';
import { questions } from './questions.ts';
import { refusals } from './refusals.ts';
import { retries } from './retries.ts';
import { silent } from './silent.ts';

/** How events leave (D1–D10). */
export const deliveryScenarios: Scenario[] = [...batches, ...retries, ...refusals, ...bounds, ...closing, ...hooks];

/** How questions are asked (Q1–Q5). */
export const questionScenarios: Scenario[] = [...questions, ...iterators, ...silent];
