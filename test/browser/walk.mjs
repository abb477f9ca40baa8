// Walks one person through each service, from the first contact to the return, as people press the
// buttons: with scripts off, over the demonstration that BASE_URL serves.
//
//   BASE_URL=http://127.0.0.1:8080 node test/browser/walk.mjs [service]
//
// It prints one line for each service that could not be walked to its end, with the page it stopped at, and last
// "N passed, N failed"; its exit is 1 when one failed.
import { chromium } from "playwright-core";
import { walks } from "./walks.mjs";

const base = process.env.BASE_URL;
if (!base) {
  console.error("BASE_URL says where the server is, like http://127.0.0.1:8080");
  process.exit(2);
}
const only = process.argv[2];
if (only && !walks[only]) {
  console.error(`nobody walks ${only}: choose of ${Object.keys(walks).join(", ")}`);
  process.exit(2);
}

// A Walker is one browser window in which several people work, one after the other.
class Walker {
  constructor(page) {
    this.page = page;
    this.who = "";
  }

  // as signs in as somebody of the demonstration; "" is nobody.
  async as(who) {
    if (this.who === who) return;
    if (this.who) await this.press("Sign out");
    this.who = who;
    if (!who) return;
    await this.page.goto("/");
    await this.press(new RegExp(`^Sign in as .*, ${who}$`));
  }

  async open(path) {
    const response = await this.page.goto(path);
    if (response.status() >= 400) throw new Error(`${path} answers ${response.status()}`);
  }

  // fill answers the questions of a form by the names of their inputs: a text, a choice, or several choices.
  async fill(answers) {
    for (const [name, answer] of Object.entries(answers)) {
      for (const one of [answer].flat()) {
        const choice = this.page.locator(`input[name="${name}"][value="${one}"]:is([type=radio], [type=checkbox])`);
        if (await choice.count()) {
          await this.reveal(choice.first());
          await choice.first().check({ force: true });
          continue;
        }
        const input = this.page.locator(`:is(input, select, textarea)[name="${name}"]:not([type=hidden])`).first();
        if (!(await input.count())) throw new Error(`there is no question "${name}"`);
        await this.reveal(input);
        if ((await input.evaluate((e) => e.tagName)) === "SELECT") await input.selectOption(one);
        else await input.fill(one);
      }
    }
  }

  // reveal opens the line behind which a question waits, as somebody would who has an answer to it.
  async reveal(input) {
    const closed = input.locator("xpath=ancestor::details[not(@open)]");
    while (await closed.count()) await closed.first().locator("summary").first().click();
  }

  // fillAll gives each question of a form that nobody answered its choice at the place given, or a figure.
  async fillAll(place, figure) {
    const names = await this.page.locator("main input[type=radio]").evaluateAll((all) => [...new Set(all.map((e) => e.name))]);
    for (const name of names) {
      const group = this.page.locator(`main input[type=radio][name="${name}"]`);
      if (await group.evaluateAll((all) => all.some((e) => e.checked))) continue;
      await group.nth(Math.min(place, (await group.count()) - 1)).check({ force: true });
    }
    if (figure === undefined) return;
    for (const input of await this.page.locator("main input[type=text], main input[type=number]").all()) {
      if (!(await input.inputValue())) await input.fill(figure);
    }
  }

  // press presses a button, or follows a link, by its words.
  async press(words) {
    const button = this.page.getByRole("button", { name: words, exact: typeof words === "string" });
    const target = (await button.count()) ? button : this.page.getByRole("link", { name: words, exact: typeof words === "string" });
    if (!(await target.count())) throw new Error(`there is nothing to press called ${words}`);
    await target.first().click();
    await this.page.waitForLoadState();
    const problems = await this.page.locator(".govuk-error-summary li, .gt-alert").allInnerTexts();
    if (/^Error: /.test(await this.page.title())) throw new Error(`after "${words}": ${problems.join("; ") || "something is wrong with the form"}`);
  }

  // says fails unless the page has these words on it.
  async says(...texts) {
    const words = (await this.page.locator("body").innerText()).replace(/\s+/g, " ");
    for (const text of texts) {
      if (!words.includes(text)) throw new Error(`the page does not say "${text}"`);
    }
  }

  // reference reads the reference that stands on the page.
  async reference() {
    const words = (await this.page.locator("main").innerText()) + this.page.url();
    const found = words.match(/GT-[0-9A-Z]{4}-[0-9A-Z]{4}/);
    if (!found) throw new Error("no reference stands on the page");
    return found[0];
  }

  async send(path, answers, button) {
    await this.open(path);
    await this.fill(answers);
    await this.press(button);
  }
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
let passed = 0;
let failed = 0;
try {
  for (const [service, walk] of Object.entries(walks)) {
    if (only && service !== only) continue;
    const context = await browser.newContext({ baseURL: base, javaScriptEnabled: false, viewport: { width: 320, height: 900 }, locale: "en-GB" });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    try {
      await walk(new Walker(page));
      passed++;
    } catch (error) {
      failed++;
      console.log(`FAIL walk of ${service}, at ${new URL(page.url()).pathname}: ${String(error?.message ?? error).split("\n")[0]}`);
      if (process.env.DUMP) console.log(await page.locator("main").innerText());
    } finally {
      await context.close();
    }
  }
} finally {
  await browser.close();
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
