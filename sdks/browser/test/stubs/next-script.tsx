import type { ComponentProps } from 'react';

/** What the recipe needs of Next's script component: its attributes are passed on. */
export default function Script(props: ComponentProps<'script'>) {
  return <script {...props} />;
}
