// The five services, each walked in its own file's order by the people who do it. Nobody in it is real: telephone
// numbers are from the ranges kept for drama, postcodes have endings that are not in use.

const any = (n) => Math.floor(Math.random() * n);
const word = (n) => Array.from({ length: n }, () => "abcdefghijklmnopqrstuvwxyz"[any(26)]).join("");

const unit = () => "ABDEFGHJLNPQRSTUWXYZ"[any(20)];

// someone is a person to be referred, new each time, so that nobody is known already.
function someone(place) {
  const surname = "Wa" + word(7);
  return {
    forename: "Jo" + word(4), surname, "born-day": `${1 + any(28)}`, "born-month": `${1 + any(12)}`, "born-year": `${1950 + any(50)}`, pronoun: "they",
    phone: `020 7946 0${100 + any(900)}`, phone_call: "yes", phone_voicemail: "no", address: `${1 + any(90)} ${surname} Rise`, postcode: place + unit() + unit(), safe: "safe",
    why: "Shouting and threats at the door", wants: "To sleep at night", told: "It has gone on since June", relationship: "neighbour",
  };
}

// A case, step by step, as its worker records it.
const on = (reference, page = "") => `/cases/${reference}${page}`;

async function reach(w, reference) {
  await w.open(on(reference, "/call"));
  const contact = w.page.locator("input[type=radio][name=contact]");
  await contact.first().check({ force: true });
  await w.fill({ method: "phone", outcome: "reached" });
  await w.press("Save");
}

// confirm says that everything a stage asks for was done which is only said, not written.
async function confirm(w, reference) {
  await w.open(on(reference, "/advance"));
  for (const box of await w.page.locator("input[name=records]").all()) await box.check({ force: true });
  if (await w.page.locator("input[name=records]").count()) await w.press("Save what was done");
}

// priority judges with the police how soon somebody has to be reached; they agree on the telephone.
async function priority(w, reference) {
  await w.open(`/agree/${reference}`);
  await w.fillAll(0);
  await w.fill({ police: "same", how: "telephone", officer: "1257" });
  await w.press(/^Save/);
}

// coachPage is what the coach is told in writing before the first session.
async function coachPage(w, reference) {
  await w.send(on(reference, "/coach-referral"), { why: "Does not sleep, and wants to feel in charge again", wants: "To sleep at night",
    risks: "None known", contact: "By telephone, in the daytime" }, "Save the page for the coach");
}

async function advance(w, reference, answers = {}) {
  await w.open(on(reference, "/advance"));
  await w.fill(answers);
  await w.press("Go on");
}

async function assess(w, reference, instrument) {
  await w.open(on(reference, `/assess/${instrument}`));
  await w.fillAll(0, "1");
  await w.press("Save and see the result");
}

// statements answers a set of them: the first the service asks, or the one named.
async function statements(w, reference, when, figure, set = "") {
  await w.open(on(reference, `/statements/${when}${set && `?form=${set}`}`));
  await w.fillAll(0, figure);
  await w.press("Save answers");
}

async function needs(w, reference) {
  await w.send(on(reference, "/needs"), { kind: "need", codes: ["emotional", "practical"] }, "Save needs");
}

async function allocate(w, reference, to) {
  await w.as("supervisor");
  await w.open(on(reference, "/allocate"));
  await w.page.locator(`input[name=worker][value^="${to}|"]`).first().check({ force: true });
  await w.press("Give the case");
}

async function agree(w, reference) {
  await w.send(on(reference, "/goal"), { what: "Open my own front door without fear" }, "Save goal");
  await w.send(on(reference, "/promise"), { what: "Ring with news from the council" }, "Save promise");
  await w.send(on(reference, "/demographics"), { gender: "prefers not to say", ethnicity: "prefers not to say" }, "Save");
}

// close keeps the promise that is open, closes the case and sees that it is.
async function close(w, reference, reason) {
  const kept = w.page.getByRole("button", { name: /^Kept, nothing more/ });
  await w.open(on(reference, "/close"));
  while (await kept.count()) {
    await kept.first().click();
    await w.open(on(reference, "/close"));
  }
  await w.fill({ reason });
  await w.press("Close the case");
  await w.open(on(reference));
  await w.says("Closed");
}

// received reads a count of a return, such as how many referrals came: the first figure of the line so called, in the table whose caption says so.
async function received(w, { report, as = "commissioning officer", says, line = "Year", from, to }) {
  await w.as(as);
  await w.open(`/reports/${report}?from=${from}${to ? `&to=${to}` : ""}`);
  const table = w.page.locator("main table").filter({ has: w.page.locator("caption", { hasText: says }) });
  const found = await table.count();
  if (found !== 1) throw new Error(`${found} tables of the return say "${says}", and one is to be read`);
  const figure = await table.locator(`tr:has(th:text-is('${line}')) td`).first().innerText();
  if (!/^\d+$/.test(figure)) throw new Error(`the return says "${figure}" where it counts referrals`);
  return Number(figure);
}

// counts walks with somebody, and sees that a figure of the return of the service is then one more.
function counts(where, walk) {
  return async (w) => {
    const before = await received(w, where);
    await walk(w);
    const after = await received(w, where);
    if (after !== before + 1) throw new Error(`the return told ${before} before, and ${after} after one more`);
  };
}

// year is where a return counts the referrals of the business year, April to March, in which today is.
function year(report, says) {
  const now = new Date();
  const first = now.getMonth() >= 3 ? now.getFullYear() : now.getFullYear() - 1;
  return { report, says, from: `${first}-04-01`, to: `${first + 1}-03-31` };
}

// month is where the pilot's report counts those of this month: its own, and those of the service beside it.
function month(of) {
  return { report: "pilot-monthly", as: "supervisor", says: `referrals received by the ${of} in the month`, line: "All", from: `${new Date().toISOString().slice(0, 7)}-01` };
}

// support is what Barnet and Harmony do with somebody from the referral to the close, with what each does besides.
async function support(w, reference, figure, besides) {
  await w.as("case worker");
  await w.open(`/referrals/${reference}`);
  await w.press(/^Accept and start/);
  await reach(w, reference);
  await confirm(w, reference);
  await advance(w, reference, { outcome: "reached" });
  await assess(w, reference, "asb-matrix");
  await needs(w, reference);
  await advance(w, reference);
  await advance(w, reference, { outcome: "support" });
  await allocate(w, reference, "case worker");
  await statements(w, reference, "before", "3", "twelve-outcomes");
  await agree(w, reference);
  await besides(w, reference);
  await confirm(w, reference);
  await advance(w, reference, { to: "exit_measure" });
  await statements(w, reference, "exit", figure, "twelve-outcomes");
  await statements(w, reference, "exit", "9", "satisfaction");
  await close(w, reference, "goals_met");
}

// speakUp asks for something at the Community MARAC; what was agreed comes onto the list of what is due to the person.
async function speakUp(w, reference) {
  await w.send(on(reference, "/advocacy"), { forum: "community_marac", asked: "A door that locks", agreed: "The landlord fits one within a week" }, "Save");
}

// offerMediation counts when it is offered, whatever the answer.
async function offerMediation(w, reference) {
  await w.send(on(reference, "/mediation"), { outcome: "offered" }, "Save offer");
}

async function barnet(w) {
  await w.as("case worker");
  await w.send("/refer/call", { ...someone("EN5 1"), service: "barnet-asb", source: "self", basis: "self" }, "Check your answers");
  await w.press("Keep what was said");
  await support(w, await w.reference(), "8", speakUp);
}

async function harmony(w) {
  await w.open("/get-help");
  await w.fill({ postcode: "ST5 1AA" });
  await w.press("Continue");
  await w.press("Ask for help");
  const { safe, why, pronoun, ...who } = someone("ST5 1");
  await w.fill({ ...who, device: "yes", service: "harmony" });
  await w.press("Check your answers");
  await w.press("Send");
  await support(w, await w.reference(), "7", offerMediation);
}

async function coaching(w) {
  await w.as("panel coordinator");
  const { pronoun, ...who } = someone("GU21 6");
  await w.send("/refer/panel", { ...who, service: "asc", source: "charmm", decision: "coaching", proposer: { index: 1 }, basis: "panel_with_agreement" }, "Check your answers");
  await w.press("Send the decision");
  const reference = await w.reference();
  await w.as("administrator");
  await w.open(`/referrals/${reference}`);
  await w.press(/^Accept and start/);
  await reach(w, reference);
  await confirm(w, reference);
  await assess(w, reference, "asb-matrix");
  await statements(w, reference, "before", "3");
  await advance(w, reference, { outcome: "accepted" });
  await coachPage(w, reference);
  await confirm(w, reference);
  await advance(w, reference);
  await allocate(w, reference, "coach");
  for (const minutes of ["50", "45"]) await w.send(on(reference, "/session"), { strand: "listening", minutes, note: "Talked about evenings" }, "Save session");
  await agree(w, reference);
  await advance(w, reference);
  await statements(w, reference, "exit", "8");
  await statements(w, reference, "exit", "9", "satisfaction");
  await close(w, reference, "sessions_done");
}

// police hands in a file with one row and gives the reference of what came of it.
async function police(w, service, { force, team, code, place, as }) {
  await w.as("police liaison");
  await w.open("/referrals/file");
  await w.fill({ service });
  const who = someone(place);
  const columns = {
    Force: force, Unit: team, "Crime reference": `WALK/${word(8)}`, "Victim number": "1", "HO code": code, Surname: who.surname, Forename: who.forename,
    "Date of birth": [who["born-day"], who["born-month"], who["born-year"]].map((n) => n.padStart(2, "0")).join("/"),
    Address: who.address, Postcode: who.postcode, "Home phone": who.phone, "Safe to phone": "Y", Consent: "Informed", "Relationship to suspect": "Neighbour",
  };
  const file = `${Object.keys(columns).join(",")}\n${Object.values(columns).join(",")}\n`;
  await w.page.locator("input[type=file]").setInputFiles({ name: "row.csv", mimeType: "text/csv", buffer: Buffer.from(file) });
  await w.press("Take in the file");
  const batch = w.page.url();
  await w.as(as);
  await w.open(batch);
  return w.reference();
}

async function adt(w) {
  const reference = await police(w, "adt", { force: "Cleveland Police", team: "", code: "28E", place: "TS1 2", as: "victim care officer" });
  await w.open(`/referrals/${reference}`);
  await w.press(/^Accept and start/);
  await reach(w, reference);
  await confirm(w, reference);
  await advance(w, reference, { outcome: "reached" });
  await needs(w, reference);
  await advance(w, reference);
  await w.open(on(reference, "/close"));
  await close(w, reference, "information_sent");
}

async function pilot(w) {
  const reference = await police(w, "pilot", { force: "Cleveland Police", team: "Telephone Investigation Unit", code: "105A", place: "TS1 2", as: "victim care officer" });
  await w.open(`/referrals/${reference}`);
  await w.press(/^Accept and start/);
  await confirm(w, reference);
  await priority(w, reference);
  await reach(w, reference);
  await confirm(w, reference);
  await advance(w, reference, { outcome: "reached" });
  await w.send(on(reference, "/told"), { wants: "To sleep at night" }, "Save");
  await needs(w, reference);
  await statements(w, reference, "before", "2");
  await confirm(w, reference);
  await advance(w, reference);
  await advance(w, reference, { outcome: "case_worker" });
  await allocate(w, reference, "case worker");
  await w.as("case worker");
  await assess(w, reference, "asb-matrix");
  await agree(w, reference);
  await confirm(w, reference);
  await advance(w, reference, { to: "exit_measure" });
  await statements(w, reference, "exit", "4");
  await statements(w, reference, "exit", "4", "satisfaction");
  await advance(w, reference);
  await close(w, reference, "goals_met");
}

export const walks = {
  "barnet-asb": counts(year("barnet-annual", "new referrals received in the year"),
    counts(year("barnet-annual", "people spoken up for at the Community Safety MARAC"), barnet)),
  harmony: counts(year("harmony-annual", "referrals for support or mediation received in the year"),
    counts({ ...year("harmony-annual", "How often each kind of help was given"), line: "People offered mediation" }, harmony)),
  asc: counts(year("asc-annual", "new referrals received in the year"), coaching),
  adt: counts(month("Victim Care Unit"), adt), pilot: counts(month("pilot"), pilot),
};
