// What every page is checked for. Each function gives the faults it found, in words.

const insideWords = /\b(gates?|(?:un)?sealed|dispositions?|quarantined?|tiers?|grant(?:s|ed|ee)?)\b/i;

// checkPage looks at the page as it stands.
export async function checkPage(page, { scripts, axeSource }) {
  const faults = [];
  const heading = page.locator("h1");
  const count = await heading.count();
  if (count !== 1) faults.push(`${count} main headings, want 1`);
  const title = await page.title();
  if (!/ - Golden Thread$/.test(title)) faults.push(`the title is "${title}"`);
  if (!(await page.locator("main").count())) faults.push("no main part");
  const text = await page.locator("body").innerText();
  const inside = text.match(insideWords);
  if (inside) faults.push(`the inside word "${inside[0]}" is on the screen`);
  for (const form of await page.locator("form[method=post]").all()) {
    if (!(await form.locator("input[name=_key]").count())) faults.push(`a form to ${await form.getAttribute("action")} has no key`);
  }
  const wide = await widest(page);
  if (wide) faults.push(wide);
  if (scripts) faults.push(...await runAxe(page, axeSource));
  return faults;
}

// widest tells what makes the page scroll sideways, if anything does.
async function widest(page) {
  const size = page.viewportSize();
  const box = await page.evaluate(() => {
    const root = document.scrollingElement;
    if (root.scrollWidth <= root.clientWidth) return null;
    const guilty = [...document.querySelectorAll("body *")].find((e) => e.getBoundingClientRect().right > root.clientWidth + 1);
    return { width: root.scrollWidth, by: guilty ? `${guilty.tagName.toLowerCase()}.${guilty.getAttribute("class") ?? ""}` : "unknown" };
  });
  return box ? `scrolls sideways: ${box.width} px in ${size.width}, because of ${box.by}` : "";
}

async function runAxe(page, source) {
  await page.evaluate(source);
  const found = await page.evaluate(async () => {
    const result = await globalThis.axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"],
    });
    return result.violations.map((v) => `axe ${v.id}: ${v.help} at ${v.nodes.slice(0, 3).map((n) => n.target.join(" ")).join(", ")}`);
  });
  return found;
}

// checkKeyboard goes through the page with the Tab key: the skip link comes first, everything that
// can be used is reached, and what has the focus is seen.
export async function checkKeyboard(page) {
  const faults = [];
  await page.evaluate(() => { // the next Tab starts at the very top, wherever the focus was put
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute("tabindex");
    globalThis.scrollTo(0, 0);
  });
  const wanted = await page.evaluate(() => {
    const seen = (e) => e.checkVisibility({ visibilityProperty: true });
    const radios = new Set();
    let n = 0;
    for (const e of document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")) {
      if (!seen(e) || e.disabled || e.tabIndex < 0) continue;
      if (e.type === "radio") { // a group of radios is one stop
        const group = `${[...document.forms].indexOf(e.form)} ${e.name}`;
        if (radios.has(group)) continue;
        radios.add(group);
      }
      n++;
    }
    return n;
  });
  const stops = new Set();
  for (let i = 0; i < wanted + 5; i++) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const e = document.activeElement;
      if (!e || e === document.body) return null;
      globalThis.stops ??= new Map();
      if (!globalThis.stops.has(e)) globalThis.stops.set(e, globalThis.stops.size);
      const box = e.getBoundingClientRect();
      const hidden = box.width < 2 || box.bottom < 0 || box.top > innerHeight;
      return { n: globalThis.stops.get(e), text: (e.innerText || e.name || e.tagName).slice(0, 40), hidden, type: e.type };
    });
    if (!at) break;
    if (i === 0 && !/^Skip to main/.test(at.text)) faults.push(`the first stop of the Tab key is "${at.text}", want the skip link`);
    if (stops.has(at.n)) break;
    stops.add(at.n);
    if (at.hidden && at.type !== "radio" && at.type !== "checkbox") faults.push(`the focus is out of sight at "${at.text}"`);
  }
  if (stops.size < wanted) faults.push(`the Tab key reaches ${stops.size} of ${wanted}`);
  return faults;
}
