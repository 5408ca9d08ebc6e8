import { mergeConfig } from 'vitest/config';
import { onMariaDb } from '../../vitest.shared.ts';
import embedded from './vitest.config.ts';

export default mergeConfig(embedded, onMariaDb());
