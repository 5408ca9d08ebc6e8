import { expect, it } from 'vitest';
import { StorageUnavailableError } from '../storage.ts';
import { errorFromMessage, errorToMessage } from './error-message.ts';

it('gives an error its own class again on the other side', () => {
  const unavailable = errorFromMessage(errorToMessage(new StorageUnavailableError('gone')));
  expect(unavailable).toBeInstanceOf(StorageUnavailableError);
  expect(unavailable).toMatchObject({ name: 'StorageUnavailableError', message: 'gone' });
  const foreign = Object.assign(new Error('odd'), { name: 'constructor' });
  expect(errorFromMessage(errorToMessage(foreign))).toMatchObject({ name: 'constructor', message: 'odd' });
  expect(errorFromMessage(errorToMessage('just text'))).toMatchObject({ name: 'Error', message: 'just text' });
});
