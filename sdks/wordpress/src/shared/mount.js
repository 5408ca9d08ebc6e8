import { createRoot, render } from '@wordpress/element';

/** Shows a component in the element of this id. WordPress has `createRoot` from 6.2 on. */
export function mount(id, component) {
  const element = document.getElementById(id);
  if (!element) return;
  if (createRoot) createRoot(element).render(component);
  else render(component, element);
}
