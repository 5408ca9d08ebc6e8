import type { WebhookEndpoint, WebhookFormat } from '@micrologs/domain';
import { summaryOf, type WebhookMessage } from './message.ts';
import { renderTemplate } from './template.ts';

export interface WebhookBody {
  contentType: string;
  body: string;
}

const JSON_TYPE = 'application/json';
const TEXT_TYPE = 'text/plain; charset=utf-8';
/** Slack cuts longer texts into several messages; Discord refuses more than 2000. */
const MAX_SLACK_CHARACTERS = 3000;
const MAX_DISCORD_CHARACTERS = 2000;

/** What is posted, in the shape that the endpoint asks for. */
export function bodyOf(
  { format, template }: Pick<WebhookEndpoint, 'format' | 'template'>,
  id: string,
  message: WebhookMessage,
): WebhookBody {
  return BODIES[format](message, id, template);
}

const BODIES: Record<WebhookFormat, (message: WebhookMessage, id: string, template: string) => WebhookBody> = {
  json: (message) => json(message),
  slack: (message) => json({ text: escapeSlack(cut(summaryOf(message), MAX_SLACK_CHARACTERS)) }),
  discord: (message) =>
    // Nobody is called by what a visitor wrote into an error's message.
    json({ content: cut(summaryOf(message), MAX_DISCORD_CHARACTERS), allowed_mentions: { parse: [] } }),
  template: (message, id, template) => {
    const body = renderTemplate(template, { id, ...message, summary: summaryOf(message) });
    return { contentType: isJson(body) ? JSON_TYPE : TEXT_TYPE, body };
  },
};

function json(value: object): WebhookBody {
  return { contentType: JSON_TYPE, body: JSON.stringify(value) };
}

/** Slack reads `<…>` as links and calls, and asks for these three to be written so. */
function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).toWellFormed()}…`;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
