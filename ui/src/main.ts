// What must hold before the first module of the desk is evaluated: tone, language. Then the desk itself.
import "./shared/theme";
import "./shared/tokens.css";
import "./shared/base.css";

import { language } from "./shared/language";
import { speak } from "./shared/texts/id";

async function start() {
  if (language === "en") {
    const { en, enLater } = await import("./shared/texts/en");
    speak(en, enLater);
  }
  await import("./desk");
}

void start();
