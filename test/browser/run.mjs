// Opens every page in a real browser, at the width of a telephone and of a desk, with and without
// scripts, and says what is wrong with it.
//
//   BASE_URL=http://127.0.0.1:8080 node test/browser/run.mjs
//
// It starts no server. Which pages there are, and how to sign in, the demonstration says at
// /demo/pages.json; for another server PAGES names a file that says it:
//
//   {"people": [{"name": "case worker", "button": "Sign in as A. N., case worker", "pages": ["/", "/cases"]},
//               {"name": "nobody", "pages": ["/sign-in"]}]}
//
// button is what to press on the first page to be signed in; without one nobody is. With SHOTS set
// to a folder it also saves a picture of each page there. With ONLY set it opens only the pages whose
// address or person has that word in it. It prints one line for a fault, and last
// "N passed, N failed"; its exit is 1 when one failed.
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { checkPage, checkKeyboard } from "./checks.mjs";

const base = process.env.BASE_URL;
if (!base) {
  console.error("BASE_URL says where the server is, like http://127.0.0.1:8080");
  process.exit(2);
}
const shots = process.env.SHOTS;
const widths = [320, 1280];
const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let passed = 0;
let failed = 0;
function report(where, faults) {
  if (faults.length === 0) {
    passed++;
    return;
  }
  failed++;
  for (const fault of faults) console.log(`FAIL ${where}: ${fault}`);
}

const { people } = process.env.PAGES
  ? JSON.parse(await readFile(process.env.PAGES, "utf8"))
  : await (await fetch(new URL("/demo/pages.json", base))).json();

const only = process.env.ONLY ?? "";
for (const person of people) {
  if (!person.name.includes(only)) person.pages = person.pages.filter((path) => path.includes(only));
}
if (!people.some((person) => person.pages.length > 0)) {
  console.error(`there is no page with ${only} in its address or person`);
  process.exit(2);
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
try {
  if (shots) await mkdir(shots, { recursive: true });
  const visits = people.filter((person) => person.pages.length > 0)
    .flatMap((person) => [true, false].map((scripts) => ({ person, scripts })));
  const inTurn = async () => {
    for (let next = visits.shift(); next; next = visits.shift()) await visit(next.person, next.scripts);
  };
  await Promise.all([inTurn(), inTurn()]); // two windows: while one waits for its page, the other is looked at
} finally {
  await browser.close();
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

// visit opens every page of a person in one browser window.
async function visit(person, scripts) {
  const context = await browser.newContext({
    baseURL: base, javaScriptEnabled: scripts, viewport: size(widths[0]), reducedMotion: "reduce", locale: "en-GB",
  });
  const page = await context.newPage();
  const without = scripts ? "" : ", no scripts";
  try {
    if (person.button) {
      await page.goto("/");
      await page.getByRole("button", { name: person.button, exact: true }).click();
      await page.waitForLoadState();
    }
    for (const path of person.pages) {
      const faults = new Map(widths.map((width) => [width, []]));
      try {
        await open(page, path, faults.get(widths[0]));
        if (scripts) await page.evaluate(axeSource);
        for (const width of widths) { // the page is made wider as it stands: it is loaded once
          await page.setViewportSize(size(width));
          faults.get(width).push(...await checkPage(page, { scripts }));
          if (shots && scripts) await page.screenshot({ path: join(shots, shotName(person, path, width)), fullPage: true });
        }
        if (scripts) faults.get(widths.at(-1)).push(...await checkKeyboard(page)); // last: it moves the page
      } catch (error) {
        for (const found of faults.values()) found.push(firstLine(error)); // neither width was looked at to the end
      }
      for (const [width, found] of faults) report(`${path} (${person.name}, ${width} px${without})`, found);
      await page.setViewportSize(size(widths[0]));
    }
  } catch (error) {
    report(`signing in (${person.name}${without})`, [firstLine(error)]);
  } finally {
    await context.close();
  }
}

function size(width) {
  return { width, height: 900 };
}

// open goes to a page and adds what went wrong on the way.
async function open(page, path, faults) {
  const onConsole = (message) => { if (message.type() === "error" && !/status of 4\d\d/.test(message.text())) faults.push(`console: ${message.text()}`); };
  const onError = (error) => faults.push(`script: ${error.message}`);
  const onFailed = (request) => { // an icon still on its way when the next page is opened is no fault
    if (request.failure()?.errorText !== "net::ERR_ABORTED") faults.push(`did not load: ${new URL(request.url()).pathname}`);
  };
  page.on("console", onConsole).on("pageerror", onError).on("requestfailed", onFailed);
  const response = await page.goto(path, { waitUntil: "load" });
  if (response.status() >= 500) faults.push(`status ${response.status()}`);
  page.off("console", onConsole).off("pageerror", onError).off("requestfailed", onFailed);
}

function shotName(person, path, width) {
  const words = `${person.name} ${path === "/" ? "first" : path}`.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
  return `${words}-${width}.png`;
}

function firstLine(error) {
  return String(error?.message ?? error).split("\n")[0];
}
