/**
 * JSX becomes calls of WordPress' own `wp.element.createElement`. What the preset would make of it by itself needs the script
 * `react-jsx-runtime`, which WordPress has from 6.6 on: older ones leave a script with an unknown dependency out without a word.
 */
module.exports = {
  presets: ['@wordpress/babel-preset-default'],
  plugins: [
    [
      '@babel/plugin-transform-react-jsx',
      { runtime: 'classic', pragma: 'wp.element.createElement', pragmaFrag: 'wp.element.Fragment', useSpread: true },
    ],
  ],
};
