import { DAY_MS } from '@micrologs/domain';
import { startServer, type TestServer } from '@micrologs/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { namesOfReports, ReportProject } from './report-project.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer({ env: { RATE_LIMITS: 'off' } });
});

afterAll(async () => {
  await server?.stop();
});

/** What may happen to a project, in any order. Whatever is counted up makes each time different from the one before. */
class Story {
  readonly #project: ReportProject;
  /** A link that stays, and others that come and go. */
  readonly #codes: string[];
  #view: string;
  #count = 0;

  private constructor(project: ReportProject, code: string, view: string) {
    this.#project = project;
    this.#codes = [code];
    this.#view = view;
  }

  /** Begins with a view, an error and a click, so that there is something of which each report tells. */
  static async begin(project: ReportProject): Promise<{ story: Story; reports: string[] }> {
    const view = await project.view();
    await project.track({ kind: 'error', message: 'boom' });
    const code = await project.followedLink();
    await project.stored(3);
    const needed = { 'link-detail': `code=${code}`, 'error-detail': 'id=1&explain=1' };
    return { story: new Story(project, code, view), reports: namesOfReports(needed) };
  }

  readonly acts = {
    view: async () => {
      this.#view = await this.#project.view();
    },
    'an engagement': () =>
      this.#project.track({ kind: 'engagement', pageview_id: this.#view, engaged_ms: 1_000 * this.#next() }),
    'an error': () => this.#project.track({ kind: 'error', message: 'boom', visitor_id: `v${this.#next()}` }),
    'a late error': () => {
      const occurred_at = new Date(Date.now() - DAY_MS).toISOString();
      return this.#project.track({ kind: 'error', message: `late ${this.#next()}`, error_type: 'Late', occurred_at });
    },
    'a status': () => {
      const status = ['resolved', 'ignored', 'open'][this.#next() % 3];
      return this.#project.ask('/api/track/errors-update-status', { id: 1, status });
    },
    'an audit entry': () => this.#project.track({ kind: 'audit', action: 'invoice.paid', actor: `a${this.#next()}` }),
    'a click': () => this.#project.follow(this.#codes.at(-1)!),
    'a new link': async () => {
      this.#codes.push(await this.#project.followedLink());
    },
    'an edited link': () =>
      this.#project.ask('/api/links/edit', { code: this.#codes[0], label: `Label ${this.#next()}` }),
    'a deleted link': async () => {
      if (this.#codes.length > 1) await this.#project.ask('/api/links/delete', { code: this.#codes.pop() });
    },
    'another zone': () => {
      const timezone = this.#next() % 2 === 0 ? 'Asia/Tokyo' : 'Europe/Oslo';
      return this.#project.ask('/api/projects/edit', { id: this.#project.id, timezone });
    },
  };

  #next(): number {
    this.#count += 1;
    return this.#count;
  }
}

it('[R18] what was told last of a report is what it answers, whatever has happened in whatever order', async () => {
  const project = await ReportProject.create(server);
  const { story, reports } = await Story.begin(project);
  const client = await project.listenTo(...reports);
  const act = fc.constantFrom(...(Object.keys(story.acts) as (keyof Story['acts'])[]));
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 4 }), async (acts) => {
      for (const name of acts) await story.acts[name]();
      await project.drained();
      for (const report of reports) {
        const differs = async () => {
          const [told, answered] = [client.latest(report), await project.dataOf(report)];
          return JSON.stringify(told) === JSON.stringify(answered) ? null : { told, answered };
        };
        await expect.poll(differs, { message: `${report} after ${acts}` }).toBeNull();
      }
    }),
    // What fails is told with its seed; the story has gone on by then, so that shrinking it would prove nothing.
    { numRuns: 15, endOnFailure: true },
  );
  client.socket.cut();
});
