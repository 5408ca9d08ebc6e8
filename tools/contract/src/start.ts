import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer, type TestServer, writeCityDatabase } from '@micrologs/testing';
import { KNOWN_ADDRESS, OTHER_ADDRESS, sendVisits } from './visits.ts';
import { type TestProject, World } from './world.ts';

export interface StartedWorld {
  server: TestServer;
  world: World;
  /** With some of everything, for reports. */
  project: TestProject;
  /** Removes what the server leaves, which is stopped by whoever asks for its exit code. */
  close(): Promise<void>;
}

/** The built server with places for two addresses and a project that has been visited. */
export async function startWorld(): Promise<StartedWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'micrologs-walk-'));
  const geoip = join(folder, 'city.mmdb');
  const norway = { iso: 'NO', name: 'Norway' };
  const sweden = { iso: 'SE', name: 'Sweden' };
  writeCityDatabase(geoip, [
    { network: `${KNOWN_ADDRESS}/32`, country: norway, region: 'Vestland', city: 'Bergen' },
    { network: `${OTHER_ADDRESS}/32`, country: sweden, region: 'Skåne', city: 'Malmö' },
  ]);
  // Visits come from wherever their headers say, as behind a proxy of the operator's own.
  const server = await startServer({ env: { GEOIP_PATH: geoip, TRUSTED_PROXIES: '127.0.0.1,::1' } });
  const world = new World(server);
  const close = async () => {
    world.close();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const project = await world.newProject();
    await sendVisits(world, project);
    return { server, world, project, close };
  } catch (error) {
    await server.stop();
    await close();
    throw error;
  }
}
