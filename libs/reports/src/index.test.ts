import { operationIds, operationInfo } from '@micrologs/contract';
import { expect, it } from 'vitest';
import { reports } from './index.ts';

it('has one report for every operation of the contract that is one', () => {
  const declared = operationIds.filter((id) => operationInfo(id).tag === 'Analytics' && id !== 'getLedger');
  expect(reports.map(({ operationId }) => operationId).sort()).toEqual([...declared].sort());
});
