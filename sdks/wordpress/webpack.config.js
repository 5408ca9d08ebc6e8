const path = require('node:path');
const base = require('@wordpress/scripts/config/webpack.config');

/** One script for each place where WordPress loads one. */
const entry = Object.fromEntries(
  ['settings', 'stats', 'widget', 'editor', 'link-box', 'site', 'site-extra'].map((name) => [
    name,
    path.resolve(__dirname, 'src', name, 'index.js'),
  ]),
);

module.exports = {
  ...base,
  entry,
  output: { ...base.output, path: path.resolve(__dirname, 'dist/assets') },
  // The tracker is built already.
  module: { ...base.module, noParse: /browser\/dist\/micrologs(\.extra)?\.js$/ },
};
