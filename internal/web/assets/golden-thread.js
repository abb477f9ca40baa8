// What the pages gain when scripts run: the error summary takes the focus, the skip link moves
// it, and a form is not sent twice by a double click. Every page works without any of it.
import { initAll } from "./govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
