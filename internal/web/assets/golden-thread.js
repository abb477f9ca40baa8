// What the pages gain when scripts run: the error summary takes the focus, the skip link moves
// it, and a form is not sent twice by a double click. Every page works without any of it.
import { initAll } from "./govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

// What is typed into a long form is kept on the server every ten seconds, for its writer alone, so
// that it is there again after signing in. Passwords are left out; files are not kept.
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
  const keep = () => {
    const now = typed().toString();
    if (now === kept) return;
    fetch("/drafts", { method: "POST", body: new URLSearchParams(now), redirect: "manual" }).then((answer) => {
      if (answer.ok) kept = now;
    }, () => {});
  };
  const timer = setInterval(keep, 10_000);
  form.addEventListener("submit", () => clearInterval(timer));
}
