import type { Project } from '@micrologs/domain';
import type { LinkAddresses } from './answer.ts';

/** Who asks for a change. */
export interface LinkRequest {
  project: Project;
  addresses: LinkAddresses;
  /** Hex; of the address that asks. */
  ipHash: string;
}
