export { setUpTestEngine as setup } from './test-engine.ts';
