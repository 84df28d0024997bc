// What lies wrong on a page, found by measuring: text cut off or running out of its box, controls over controls, a view that
// scrolls sideways, the foot of an act out of sight.

import type { Page } from "@playwright/test";

/** Each fault in words, with the text it is about; none if everything fits. */
export function misfits(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    /** What may be wider than its place: a page of a letter, the grid of Catat susulan, a table of hours (DESK 10). */
    const SIDEWAYS = ".viewer .pages, [role=grid], .scroll:has(> [role=grid])";
    const found = new Set<string>();
    const root = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;
    const styles = new Map<Element, CSSStyleDeclaration>();
    const style = (element: Element) => {
      const known = styles.get(element) ?? getComputedStyle(element);
      styles.set(element, known);
      return known;
    };
    const shown = (element: Element) =>
      element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) && !element.closest(".visually-hidden, .narrow thead") && style(element).clipPath !== "inset(50%)";
    const words = (element: Element) => {
      const text = (element.getAttribute("aria-label") ?? element.textContent ?? "").replace(/\s+/g, " ").trim().slice(0, 60);
      return `${element.tagName.toLowerCase()}${text ? ` “${text}”` : `.${element.className}`}`;
    };
    const clips = (value: string) => value === "hidden" || value === "clip";
    const scrolls = (value: string) => value === "auto" || value === "scroll";

    // Sideways.
    for (const element of [document.documentElement, root, ...root.querySelectorAll("*")]) {
      if (element.scrollWidth <= element.clientWidth + 1 || element.matches(SIDEWAYS)) continue;
      if (element === document.documentElement || scrolls(style(element).overflowX)) found.add(`scrolls sideways by ${element.scrollWidth - element.clientWidth}: ${element.tagName.toLowerCase()}.${element.className}`);
    }

    // Text: against every box that clips it, against its own block, against other text.
    const lines: { rect: { left: number; top: number; right: number; bottom: number }; block: Element; layer: Element | null }[] = [];
    const layer = (element: Element): Element | null => {
      for (let at: Element | null = element; at && at !== root; at = at.parentElement) if (["fixed", "sticky", "absolute"].includes(style(at).position)) return at;
      return null;
    };
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const holder = node.parentElement;
      if (!holder || !node.textContent?.trim() || !shown(holder) || holder.closest("textarea, option, datalist, script, style, .mirror")) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const rects = [...range.getClientRects()].filter((rect) => rect.width > 1 && rect.height > 1);
      if (rects.length === 0) continue;
      let block: Element = holder;
      while (block.parentElement && ["inline", "contents"].includes(style(block).display)) block = block.parentElement;
      const own = block.getBoundingClientRect();
      const label = `“${node.textContent.trim().slice(0, 60)}” in ${block.tagName.toLowerCase()}.${block.className}`;
      for (const rect of rects) {
        const seen = { left: rect.left, top: rect.top, right: rect.right, bottom: rect.bottom };
        if (rect.right > own.right + 1.5 && style(block).overflowX === "visible") found.add(`runs out of its box by ${Math.round(rect.right - own.right)}: ${label}`);
        let across = true;
        let down = true;
        for (let at: Element | null = block; at; at = at.parentElement) {
          const box = at.getBoundingClientRect();
          const { overflowX, overflowY, textOverflow } = style(at);
          if (across && clips(overflowX) && (rect.right > box.right + 1 || rect.left < box.left - 1)) {
            const told = textOverflow === "ellipsis" && (at.closest("[title]") || holder.closest("[title]"));
            if (!told) found.add(`cut at the side by ${Math.round(rect.right - box.right)}: ${label}, by ${at.tagName.toLowerCase()}.${at.className}`);
            across = false;
          }
          if (down && clips(overflowY) && (rect.bottom > box.bottom + 2 || rect.top < box.top - 2) && at !== document.body) {
            // So many lines and then an ellipsis; the whole stands in the tooltip.
            const told = style(at).webkitLineClamp !== "none" && at.closest("[title]");
            if (!told) found.add(`cut in height: ${label}, by ${at.tagName.toLowerCase()}.${at.className}`);
            down = false;
          }
          if (scrolls(overflowX)) across = false;
          if (scrolls(overflowY)) down = false;
          if (overflowX !== "visible") [seen.left, seen.right] = [Math.max(seen.left, box.left), Math.min(seen.right, box.right)];
          if (overflowY !== "visible") [seen.top, seen.bottom] = [Math.max(seen.top, box.top), Math.min(seen.bottom, box.bottom)];
          if (style(at).position === "fixed") break;
        }
        if (across && rect.right > innerWidth + 1) found.add(`beyond the window by ${Math.round(rect.right - innerWidth)}: ${label}`);
        if (seen.right - seen.left > 1 && seen.bottom - seen.top > 1) lines.push({ rect: seen, block, layer: layer(block) });
      }
    }
    for (const [at, one] of lines.entries()) {
      for (const other of lines.slice(at + 1)) {
        if (one.block === other.block || one.layer !== other.layer || one.block.contains(other.block) || other.block.contains(one.block)) continue;
        const across = Math.min(one.rect.right, other.rect.right) - Math.max(one.rect.left, other.rect.left);
        const down = Math.min(one.rect.bottom, other.rect.bottom) - Math.max(one.rect.top, other.rect.top);
        if (across > 2 && down > 4) found.add(`text over text: ${words(one.block)} and ${words(other.block)}`);
      }
    }

    // Controls: none over another, and what they say is not cut.
    const controls = [...root.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, label:has(> input)")].filter(shown);
    const within = (element: Element) => {
      let { left, top, right, bottom } = element.getBoundingClientRect();
      for (let at = element.parentElement; at; at = at.parentElement) {
        const { overflowX, overflowY } = style(at);
        if (overflowX === "visible" && overflowY === "visible") continue;
        const box = at.getBoundingClientRect();
        [left, top, right, bottom] = [Math.max(left, box.left), Math.max(top, box.top), Math.min(right, box.right), Math.min(bottom, box.bottom)];
      }
      return { left, top, right, bottom };
    };
    const placed = controls.map((element) => ({ element, box: within(element), layer: layer(element) })).filter(({ box }) => box.right - box.left > 1 && box.bottom - box.top > 1);
    for (const [at, one] of placed.entries()) {
      for (const other of placed.slice(at + 1)) {
        if (one.layer !== other.layer || one.element.contains(other.element) || other.element.contains(one.element)) continue;
        const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        if (across > 1 && down > 1) found.add(`control over control: ${words(one.element)} and ${words(other.element)}`);
      }
    }
    const pen = document.createElement("canvas").getContext("2d");
    for (const element of controls) {
      const text = element instanceof HTMLSelectElement ? (element.selectedOptions[0]?.label ?? "") : element instanceof HTMLInputElement && element.value === "" ? element.placeholder : "";
      if (!text || !pen) continue;
      const { font, paddingLeft, paddingRight } = style(element);
      pen.font = font;
      // The arrow of a choice takes its part.
      const room = element.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight) - (element instanceof HTMLSelectElement ? 16 : 0);
      const wide = pen.measureText(text).width;
      if (wide > room + 1 && !element.getAttribute("title")) found.add(`cut by ${Math.round(wide - room)} in its field: “${text.slice(0, 60)}” of ${words(element)}`);
    }

    // The foot of an act and of a drawer is in sight, and its primary button can be pressed.
    for (const foot of root.querySelectorAll(".act footer, .drawer footer")) {
      if (!shown(foot)) continue;
      const box = foot.getBoundingClientRect();
      if (box.bottom > innerHeight + 1 || box.top < 0) found.add(`the foot of the act is out of sight: ${Math.round(box.top)}–${Math.round(box.bottom)} of ${innerHeight}`);
      const button = foot.querySelector(".primary");
      const at = button?.getBoundingClientRect();
      if (button && at && !button.contains(document.elementFromPoint(at.left + at.width / 2, at.top + at.height / 2))) found.add(`something lies over ${words(button)}`);
    }
    return [...found];
  });
}
