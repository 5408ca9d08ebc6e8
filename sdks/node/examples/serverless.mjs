// A serverless function: what it throws is captured, and everything has left before it answers.
import { Micrologs } from '@micrologs/node';

const micrologs = new Micrologs({ host: process.env.MICROLOGS_HOST, key: process.env.MICROLOGS_KEY });

export const handler = micrologs.wrapHandler(
  async ({ order }) => {
    micrologs.audit('order.read', 'lambda', { order });
    if (order === undefined) throw new Error('The event has no order');
    return { statusCode: 200, body: order };
  },
  // Where the platform can go on after the answer: waitUntil: (sending, _event, context) => context.waitUntil(sending)
  { deadlineMs: 1_000 },
);
