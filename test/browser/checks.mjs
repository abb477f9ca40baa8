// What every page is checked for. Each function gives the faults it found, in words.

const insideWords = /\b(gates?|(?:un)?sealed|dispositions?|quarantined?|tiers?|grant(?:s|ed|ee)?)\b/i;

// checkPage looks at the page as it stands; with scripts, axe is on it.
export async function checkPage(page, { scripts }) {
  const faults = [];
  const seen = await page.evaluate(() => ({
    headings: document.querySelectorAll("h1").length,
    main: document.querySelector("main") !== null,
    title: document.title,
    text: document.body.innerText,
    keyless: [...document.querySelectorAll("form[method=post]")].filter((form) => !form.querySelector("input[name=_key]"))
      .map((form) => form.getAttribute("action")),
  }));
  if (seen.headings !== 1) faults.push(`${seen.headings} main headings, want 1`);
  if (!/ - Golden Thread$/.test(seen.title)) faults.push(`the title is "${seen.title}"`);
  if (!seen.main) faults.push("no main part");
  const inside = seen.text.match(insideWords);
  if (inside) faults.push(`the inside word "${inside[0]}" is on the screen`);
  for (const action of seen.keyless) faults.push(`a form to ${action} has no key`);
  const wide = await widest(page);
  if (wide) faults.push(wide);
  if (scripts) faults.push(...await runAxe(page));
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

async function runAxe(page) {
  return page.evaluate(async () => {
    const result = await globalThis.axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"],
    });
    return result.violations.map((v) => `axe ${v.id}: ${v.help} at ${v.nodes.slice(0, 3).map((n) => n.target.join(" ")).join(", ")}`);
  });
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
  await page.evaluate(() => { // what a press of the key leaves has been scrolled to
    const stops = { reached: [], round: false };
    const been = new Set();
    globalThis.stops = stops;
    globalThis.leave = () => {
      const e = document.activeElement;
      if (!e || e === document.body || been.has(e)) {
        stops.round ||= been.size > 0;
        return;
      }
      been.add(e);
      const box = e.getBoundingClientRect();
      const hidden = box.width < 2 || box.bottom < 0 || box.top > innerHeight;
      stops.reached.push({ text: (e.innerText || e.name || e.tagName).slice(0, 40), hidden, type: e.type });
    };
    document.addEventListener("keydown", globalThis.leave, true);
  });
  let round = false;
  for (let pressed = 0; pressed < wanted + 5 && !round; pressed += 10) {
    for (let n = 0; n < 10; n++) await page.keyboard.press("Tab");
    round = await page.evaluate(() => globalThis.stops.round);
  }
  const stops = await page.evaluate(() => {
    globalThis.leave();
    return globalThis.stops;
  });
  const first = stops.reached[0]?.text ?? "nothing";
  if (!/^Skip to main/.test(first)) faults.push(`the first stop of the Tab key is "${first}", want the skip link`);
  for (const at of stops.reached) {
    if (at.hidden && at.type !== "radio" && at.type !== "checkbox") faults.push(`the focus is out of sight at "${at.text}"`);
  }
  if (stops.reached.length < wanted) faults.push(`the Tab key reaches ${stops.reached.length} of ${wanted}`);
  return faults;
}
