import path from 'node:path';
import { VersionActions } from 'nx/release/index.js';
import { versionIn, versionPlaces } from './versions.mjs';

/** How `nx release` reads and writes versions: in package.json, and where Python, PHP and WordPress have theirs. */
export default class MicrologsVersionActions extends VersionActions {
  get #places() {
    return versionPlaces(this.projectGraphNode.data.root);
  }

  get validManifestFilenames() {
    const { root } = this.projectGraphNode.data;
    return this.#places.map(({ file }) => path.posix.relative(root, file));
  }

  async readCurrentVersionFromSourceManifest(tree) {
    const [place] = this.#places;
    return { currentVersion: versionIn(tree.read(place.file, 'utf8'), place), manifestPath: place.file };
  }

  async readCurrentVersionFromRegistry() {
    return null;
  }

  async readCurrentVersionOfDependency() {
    return { currentVersion: null, dependencyCollection: null };
  }

  async updateProjectVersion(tree, newVersion) {
    for (const { file, pattern } of this.#places) {
      tree.write(file, tree.read(file, 'utf8').replace(pattern, newVersion));
    }
    return this.#places.map(({ file }) => `${file}: ${newVersion}`);
  }

  /** What is released depends on nothing else that is. */
  async updateProjectDependencies() {
    return [];
  }
}
