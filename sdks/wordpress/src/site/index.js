/** The tracker itself, as the server serves it; it runs when it is first asked for. */
const start = () => require('../../../browser/dist/micrologs.js');

start();
