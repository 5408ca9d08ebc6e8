export type StackLanguage = 'javascript' | 'python' | 'php' | 'java' | 'dotnet';

/** One call of a stack trace, in the runtime's own words. */
export interface StackFrame {
  language: StackLanguage;
  /** Empty for code outside of any function and for functions without a name. */
  function: string;
  /** Address or path; empty when the runtime does not tell it. */
  file: string;
  line: number | null;
  /** The source line that the text shows with the frame (Python); else empty. */
  context: string;
  /** Whether the frame waits for the failed call instead of having made it: some engines tell of those, others do not. */
  awaiting: boolean;
}
