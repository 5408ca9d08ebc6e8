import { run } from '../site/run';

/** The tracker with everything that it can note of a page, by the attributes of its tag. */
run(() => require('../../../browser/dist/micrologs.extra.js'));
