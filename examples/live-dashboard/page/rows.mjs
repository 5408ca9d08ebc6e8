/** @type {WeakMap<Element, Map<string, HTMLElement>>} */
const known = new WeakMap();

/**
 * Makes the children of `list` those of `rows`, in order. A row keeps its element as long as its key is there, so that what changes
 * moves instead of blinking.
 * @template Row
 * @param {HTMLElement} list
 * @param {Row[]} rows
 * @param {{ key: (row: Row) => string, template: HTMLTemplateElement, fill: (element: HTMLElement, row: Row) => void }} how
 */
export function showRows(list, rows, { key, template, fill }) {
  const isBegun = known.has(list);
  const before = known.get(list) ?? new Map();
  const after = new Map();
  for (const row of rows) {
    const name = key(row);
    const element = before.get(name) ?? create(template, isBegun);
    fill(element, row);
    after.set(name, element);
  }
  known.set(list, after);
  for (const [name, element] of before) if (!after.has(name)) element.remove();
  let place = list.firstElementChild;
  for (const element of after.values()) {
    if (element === place) place = element.nextElementSibling;
    else list.insertBefore(element, place);
  }
}

/** @param {HTMLTemplateElement} template @param {boolean} isFresh the row came while the page was looked at */
function create(template, isFresh) {
  const element = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
  element.classList.toggle('fresh', isFresh);
  return element;
}

/**
 * Writes texts into the parts of an element that are named by `data-field`; what has none is hidden.
 * @param {ParentNode} element
 * @param {Record<string, string>} texts
 */
export function write(element, texts) {
  for (const [name, text] of Object.entries(texts)) {
    const field = /** @type {HTMLElement} */ (element.querySelector(`[data-field="${name}"]`));
    if (field.textContent !== text) field.textContent = text;
    field.hidden = text === '';
  }
}
