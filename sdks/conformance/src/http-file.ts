/** One request of a `.http` file, with its variables unresolved. */
export interface FileRequest {
  title: string;
  /** The first word of its comment. */
  operation: string;
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** The requests and the variables of a `.http` file, as far as the one that is generated here goes. */
export function parseHttpFile(text: string): { variables: Record<string, string>; requests: FileRequest[] } {
  const [head, ...sections] = text.split(/^### /m);
  const variables = Object.fromEntries(
    [...head!.matchAll(/^@(\w+) = (.*)$/gm)].map(([, name, value]) => [name, value!]),
  );
  return { variables, requests: sections.map(requestOf) };
}

function requestOf(section: string): FileRequest {
  const [title, ...lines] = section.split('\n');
  const isComment = (line: string) => line.startsWith('#');
  const operation = lines.find(isComment)!.slice(1).trim().split(/\W/)[0]!;
  const [start, ...rest] = lines.filter((line) => !isComment(line));
  const [method, url] = start!.split(' ');
  const end = rest.indexOf('');
  const headers = rest.slice(0, end).map((line) => {
    const at = line.indexOf(':');
    return [line.slice(0, at), line.slice(at + 1).trim()];
  });
  return {
    title: title!,
    operation,
    method: method!,
    url: url!,
    headers: Object.fromEntries(headers),
    body: rest.slice(end).join('\n').trim(),
  };
}

/** A text with the variables that it names; what is not known stays, as in editors: templates of webhooks look alike. */
export function resolved(text: string, variables: Record<string, string | number>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => String(variables[name] ?? whole));
}
