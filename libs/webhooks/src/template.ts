import { ValidationError } from '@micrologs/domain';

const PLACEHOLDER = /\{\{\s*([A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*)\s*\}\}/g;
const ROOTS = ['id', 'type', 'timestamp', 'project', 'summary', 'data'];

/**
 * The template with each `{{path.to.value}}` replaced. Texts are written as between the quotes of a JSON string, so that
 * a template that is JSON stays JSON whatever they hold; objects and arrays are written as JSON; what is not there as nothing.
 */
export function renderTemplate(template: string, values: Record<string, unknown>): string {
  return template.replace(PLACEHOLDER, (_, path: string) => {
    let value: unknown = values;
    for (const name of path.split('.')) value = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
    if (value === undefined || value === null) return '';
    return typeof value === 'string' ? JSON.stringify(value).slice(1, -1) : JSON.stringify(value);
  });
}

/** @throws ValidationError when a placeholder cannot be read, or names nothing that a message has */
export function checkTemplate(template: string): void {
  if (template.trim() === '') throw new ValidationError('template is required with the format template');
  for (const [, path] of template.matchAll(PLACEHOLDER)) {
    const [root] = path!.split('.');
    if (!ROOTS.includes(root!)) {
      throw new ValidationError(`template: '{{${path}}}' is unknown; placeholders begin with ${ROOTS.join(', ')}`);
    }
  }
  const rest = template.replace(PLACEHOLDER, '');
  const open = rest.indexOf('{{');
  if (open !== -1) {
    throw new ValidationError(`template: '${rest.slice(open, open + 20)}' is no placeholder such as {{data.message}}`);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
