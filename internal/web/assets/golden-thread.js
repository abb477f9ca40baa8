// What the pages gain when scripts run: the error summary takes the focus, the skip link moves
// it, and a form is not sent twice by a double click. Every page works without any of it.
import { initAll } from "./govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

// What is typed into a long form is kept on the server every ten seconds, and before the page is left, for its writer
// alone, so that it is there again after signing in. Passwords are left out; files are not kept.
for (const form of document.querySelectorAll("form[method=post]")) {
  if (!form.querySelector("textarea")) continue;
  const typed = () => {
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string") fields.append(name, value);
    }
    fields.set("_form", location.pathname);
    return fields;
  };
  let kept = typed().toString();
  let sent = false;
  const keep = async (leaving) => {
    const now = typed().toString();
    if (now === kept || sent) return;
    try {
      const answer = await fetch("/drafts", { method: "POST", body: new URLSearchParams(now), redirect: "manual", keepalive: leaving });
      if (answer.ok) kept = now;
    } catch {} // it is tried again in ten seconds
  };
  const timer = setInterval(() => keep(false), 10_000);
  form.addEventListener("submit", () => {
    sent = true;
    clearInterval(timer);
  });
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && keep(true));
  // Another button of the page, signing out before all, waits until it is kept; two seconds at most.
  for (const other of document.querySelectorAll("form[method=post]")) {
    if (other === form) continue;
    let state = "";
    other.addEventListener("submit", (event) => {
      if (state === "go") return;
      event.preventDefault();
      if (state === "waits") return;
      state = "waits";
      Promise.race([keep(false), new Promise((over) => setTimeout(over, 2_000))]).then(() => {
        state = "go";
        other.requestSubmit(event.submitter);
      });
    });
  }
}

// One person after the next by single letters, on pages that offer it. They can be turned off, are
// quiet while somebody types, and are never needed.
// Reading aloud, where the browser has a voice of its own. It begins with a press and ends with one, or with the page.
for (const reader of document.querySelectorAll("[data-read-aloud]")) {
  const voice = window.speechSynthesis;
  const entries = [...document.querySelectorAll("main .moj-timeline__item")].slice(0, Number(reader.dataset.readAloud));
  if (!voice || entries.length === 0) continue;
  const button = reader.querySelector("button");
  const offer = button.textContent;
  const silent = () => { voice.cancel(); button.textContent = offer; };
  button.addEventListener("click", () => {
    if (button.textContent !== offer) return silent();
    for (const entry of entries) {
      const said = new SpeechSynthesisUtterance(entry.innerText);
      said.lang = "en-GB";
      if (entry === entries.at(-1)) said.onend = silent;
      voice.speak(said);
    }
    button.textContent = button.dataset.said;
  });
  addEventListener("pagehide", silent);
  reader.hidden = false;
}

const rows = [...document.querySelectorAll("main ol.gt-rows > .gt-row")];
let row = -1; // nothing is pressed before somebody stands on a row
function overRows(key) {
  if (key === "a") rows[row]?.querySelector("form[method=post] button.govuk-button")?.click();
  const to = key === "j" ? row + 1 : key === "k" ? row - 1 : row;
  if (to === row || !rows[to]) return;
  row = to;
  rows[row].tabIndex = -1;
  rows[row].focus();
}
for (const keys of document.querySelectorAll("[data-keys]")) {
  const button = keys.querySelector("[data-keys-switch]");
  let on = sessionStorage.getItem("keys") !== "off";
  const say = () => { button.textContent = on ? "Turn the keys off" : "Turn the keys on"; };
  button.addEventListener("click", () => {
    on = !on;
    sessionStorage.setItem("keys", on ? "on" : "off");
    say();
  });
  document.addEventListener("keydown", (pressed) => {
    const typing = pressed.target.closest("textarea, select, input:not([type=radio]):not([type=checkbox])");
    if (!on || typing || pressed.ctrlKey || pressed.altKey || pressed.metaKey) return;
    if ("rows" in keys.dataset) return overRows(pressed.key);
    if (pressed.key === "j") location.assign(keys.dataset.next);
    if (pressed.key === "k") location.assign(keys.dataset.previous);
    if (pressed.key === "a") document.querySelector("main form[method=post] button.govuk-button:not(.govuk-button--secondary)")?.click();
  });
  say();
  keys.hidden = false;
}
