import { onMariaDb } from '../../vitest.shared.ts';
import embedded from './vitest.config.ts';

const ENGINE_TESTS = ['alerts', 'http', 'error-events', 'links', 'link-form', 'redirects', 'scrubbing', 'webhooks'];

export default onMariaDb(
  embedded,
  ENGINE_TESTS.map((name) => `test/${name}.test.ts`),
);
