// The body of a function of (kind, name, part): finds the element of a kind with this name, inside `part` or anywhere.
// Answers {element} or, for the message of a failed test, {names: what there is of this kind}.
const [kind, wanted, part] = arguments;
const kinds = {
  act: "button, a[href], summary, option, [role=button], [role=link], [role=tab], [role=menuitem], [role=option], " +
    "[role=radio], [role=checkbox], [role=switch], [role=row], [role=gridcell], input[type=radio], " +
    "input[type=checkbox], input[type=submit], input[type=button], [tabindex]",
  field: "input:not([type=radio]):not([type=checkbox]):not([type=hidden]), textarea, select, [contenteditable=true], " +
    "[role=combobox], [role=textbox], [role=spinbutton]",
  option: "option, [role=option]",
  part: "dialog, fieldset, section, article, aside, nav, main, form, table, tr, li, details, [role=dialog], " +
    "[role=group], [role=radiogroup], [role=region], [role=row], [role=listitem], [role=tabpanel]",
};
const squeezed = (text) => (text ?? "").replace(/\s+/g, " ").trim();

function words(element) {
  // Words as they are read aloud: without shortcuts and pictures.
  const copy = element.cloneNode(true);
  for (const silent of copy.querySelectorAll("kbd, svg, [aria-hidden=true], [hidden], .visually-hidden-shortcut")) silent.remove();
  return squeezed(copy.textContent);
}

function names(element) {
  const found = [];
  const labelled = element.getAttribute("aria-labelledby");
  if (labelled) {
    found.push(squeezed(labelled.split(/\s+/).map((id) => document.getElementById(id)).filter(Boolean).map(words).join(" ")));
  }
  if (element.getAttribute("aria-label")) found.push(squeezed(element.getAttribute("aria-label")));
  for (const label of element.labels ?? []) found.push(labelWords(label));
  if (kind === "part") {
    const head = element.querySelector("caption, legend, h1, h2, h3, h4, summary, th[scope=row]");
    if (head) found.push(words(head));
  }
  if (kind !== "field") found.push(words(element));
  if (element.placeholder) found.push(squeezed(element.placeholder));
  if (element.type === "submit" || element.type === "button") found.push(squeezed(element.value));
  if (element.title) found.push(squeezed(element.title));
  return found.filter(Boolean);
}

function labelWords(label) {
  const copy = label.cloneNode(true);
  for (const inner of copy.querySelectorAll("input, textarea, select, kbd, svg, [aria-hidden=true]")) inner.remove();
  return squeezed(copy.textContent);
}

function shown(element) {
  if (element.tagName === "OPTION") return true;
  if (element.matches(":disabled, [aria-disabled=true]")) return false;
  // A radio or box that its label stands for may itself be drawn away.
  const seen = element.labels?.length ? [element, ...element.labels] : [element];
  return seen.some((each) => each.getClientRects().length > 0 && getComputedStyle(each).visibility !== "hidden");
}

const where = part ?? [...document.querySelectorAll("dialog[open]")].at(-1) ?? document;
const there = [...where.querySelectorAll(kinds[kind])].filter(shown);
const name = squeezed(wanted);
const exact = there.filter((element) => names(element).includes(name));
const beginning = there.filter((element) => names(element).some((each) => each.startsWith(name)));
let element = exact[0] ?? beginning[0];
if (element && kind === "part") {
  // Of parts in one another, the innermost is meant.
  const all = exact.length ? exact : beginning;
  element = all.find((each) => !all.some((other) => other !== each && each.contains(other)));
}
if (!element) return { names: there.map((each) => names(each)[0]).filter(Boolean) };
// A hidden radio or box is clicked by its label.
if (kind === "act" && element.labels?.length && element.getClientRects().length === 0) element = element.labels[0];
return { element };
