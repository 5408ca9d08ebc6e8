/** How one field's loose input becomes its strict form. */
export type InputField = {
  /** A query parameter without which the query is refused. */
  required?: true;
} /**
 * `nonEmpty`: empty text and `"0"` count as missing. `cutBytes`: longer text is cut there. `verbatim`: not trimmed. `values`: the
 * only ones that are good.
 */ & (
  | {
      kind: 'text';
      nonEmpty?: boolean;
      cutBytes?: number;
      verbatim?: boolean;
      values?: readonly string[];
      default?: string;
    }
  /** One of these texts; anything else counts as not given. */
  | { kind: 'choice'; values: readonly string[] }
  /** `clamp`: any input becomes a number between these two. `nullable`: null is a value and not the same as absent. */
  | { kind: 'integer'; clamp?: readonly [number, number]; default?: number; nullable?: true }
  | { kind: 'boolean'; default?: boolean }
  /** A boolean as text: `true`, `1`, `false`, `0` or empty, which is false. */
  | { kind: 'flag'; default?: boolean }
  /** An ISO 8601 time or epoch milliseconds, which it becomes; NaN for what is neither. */
  | { kind: 'time' }
  /** JSON text of conditions, which it becomes; see `readFilters`. */
  | { kind: 'filters' }
  /** A list of texts. */
  | { kind: 'texts'; default?: readonly string[] }
  /** A list of integers. */
  | { kind: 'integers'; default?: readonly number[] }
  /** An object with fields of its own. */
  | { kind: 'members'; fields: Readonly<Record<string, InputField>> }
  /** A list of such objects. */
  | { kind: 'objects'; fields: Readonly<Record<string, InputField>> }
);

/** One check and its message. */
export interface InputCheck {
  /** Absent: a check of the input as a whole. */
  field?: string;
  /**
   * The JSON Schema keywords whose failure this is, `items` standing for anything wrong inside a list; absent: any failure of
   * the field.
   */
  rules?: readonly string[];
  message: string;
  /** `lookup`: when what `id` names does not exist, 404 goes before this. */
  after?: 'lookup';
}

/** A body or a query: its fields, and its checks in the order in which they are made. */
export interface InputShape {
  fields: Readonly<Record<string, InputField>>;
  checks: readonly InputCheck[];
}
