// Refusals in the language of the screen. Here, because the texts may not know the core's types and the door may not know the texts.

import { sayFaults } from "$backend";
import type { Code } from "$generated/Code";
import type { FaultSentence, sentences } from "$shared/texts/en/faults";
import { t } from "$shared/texts/id";

type Sentences = typeof sentences;
/** A code of the core without an English sentence, or a sentence without a code, is named here by the type check. */
type Unsaid = Exclude<Code, keyof Sentences> | Exclude<keyof Sentences, Code>;
const complete: [Unsaid] extends [never] ? Record<Code, FaultSentence> | undefined : Unsaid = undefined;
void complete;

sayFaults((...refusal) => t.faults.sentence(...refusal));
