import { onMariaDb } from '../../vitest.shared.ts';
import embedded from './vitest.config.ts';

export default onMariaDb(embedded, ['test/walk.test.ts']);
