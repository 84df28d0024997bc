// Refusals: the core's own sentence, which is Indonesian.
export const faults = {
  /** `code` is closed and never shown; what the sentence was made of is in `params`. */
  sentence: (_code: string, _params: Record<string, string>, message: string) => message,
};
