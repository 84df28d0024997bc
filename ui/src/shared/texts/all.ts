// The words of the whole screen in its language, for the views that are fetched after the first window. It waits for a third of them
// otherwise, and needs none.
import { type FirstTexts, later, t as first } from "./id";
import { later as indonesian } from "./id/later";

export type Texts = FirstTexts & typeof indonesian;

export const t: Texts = { ...first, ...indonesian, ...later };
