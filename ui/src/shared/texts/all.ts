// The words of the whole screen in its language, for the views that are fetched after the first window, which would
// be half as heavy again with words that it never shows.
import { type FirstTexts, later, t as first } from "./id";
import { later as indonesian } from "./id/later";

export type Texts = FirstTexts & typeof indonesian;

export const t: Texts = { ...first, ...indonesian, ...later };
