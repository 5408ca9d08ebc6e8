/** How one field's loose input becomes its strict form. */
export type InputField =
  /** `nonEmpty`: empty text and `"0"` count as missing. `cutBytes`: longer text is cut there. */
  | { kind: 'text'; nonEmpty?: boolean; cutBytes?: number; default?: string }
  /** `clamp`: any input becomes a number between these two. */
  | { kind: 'integer'; clamp?: readonly [number, number]; default?: number }
  | { kind: 'boolean'; default?: boolean }
  /** A list of texts. */
  | { kind: 'texts'; default?: readonly string[] };

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
