import { mergeConfig } from 'vitest/config';
import { onMariaDb } from '../../vitest.shared.ts';
import server from './vitest.config.ts';

export default mergeConfig(
  server,
  onMariaDb(
    ['http', 'error-events', 'links', 'link-form', 'redirects', 'scrubbing'].map((name) => `test/${name}.test.ts`),
  ),
);
