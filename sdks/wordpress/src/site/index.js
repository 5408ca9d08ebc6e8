import { run } from './run';

/** The tracker as the server serves it. */
run(() => require('../../../browser/dist/micrologs.js'));
