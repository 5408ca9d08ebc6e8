import { installGlobal } from './global.ts';
import { startTracker } from './tracker.ts';

installGlobal(startTracker);
