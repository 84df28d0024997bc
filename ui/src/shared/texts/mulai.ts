// The words of the first run in the language of the screen. Fetched with its views, not with the first window.
import { later } from "./id";
import { mulai as indonesian } from "./id/mulai";

export const mulai = later.mulai ?? indonesian;
