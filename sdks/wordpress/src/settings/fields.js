import { CheckboxControl, SelectControl, TextareaControl, TextControl, ToggleControl } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';

/**
 * The fields of a form over one object of values.
 * @param {object} values
 * @param {(changes: object) => void} change
 * @returns one function for each kind of field: name of the value, label, and what the control takes besides
 */
export function fieldsOf(values, change) {
  const common = (name, label, { help, ...more }) => {
    const isLocked = values.locked.includes(name);
    return {
      __nextHasNoMarginBottom: true,
      label,
      disabled: isLocked,
      help: isLocked
        ? /* translators: %s: name of a PHP constant */
          sprintf(__('Set by %s in wp-config.php.', 'micrologs'), `MICROLOGS_${name.toUpperCase()}`)
        : help,
      onChange: (value) => change({ [name]: value }),
      ...more,
    };
  };
  return {
    text: (name, label, more = {}) => <TextControl value={values[name] ?? ''} {...common(name, label, more)} />,
    toggle: (name, label, more = {}) => <ToggleControl checked={values[name]} {...common(name, label, more)} />,
    choice: (name, label, more) => <SelectControl value={values[name]} {...common(name, label, more)} />,
    lines: (name, label, more = {}) => (
      <TextareaControl
        rows={4}
        value={values[name].join('\n')}
        {...common(name, label, more)}
        onChange={(text) => change({ [name]: text.split('\n') })}
      />
    ),
    several: (name, label, { help, options }) => (
      <fieldset>
        <legend>{label}</legend>
        {options.map((option) => (
          <CheckboxControl
            key={option.value}
            {...common(name, option.label, {})}
            help={undefined}
            checked={values[name].includes(option.value)}
            onChange={(isOn) => {
              const others = values[name].filter((value) => value !== option.value);
              change({ [name]: isOn ? [...others, option.value] : others });
            }}
          />
        ))}
        {help && <p className="description">{help}</p>}
      </fieldset>
    ),
  };
}
