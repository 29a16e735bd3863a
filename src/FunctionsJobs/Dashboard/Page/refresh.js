// Everything is asked for again and again: every five seconds, less often while the server fails, and not at all while nobody looks.
const often = 5000;
const seldom = 60000;
let pause = often;
let timer = null;
let running = false;
let again = false;

async function refresh() {
  if (!session.token || document.hidden) {
    return;
  }
  if (running) {
    again = true;
    return;
  }
  running = true;
  clearTimeout(timer);
  const faults = (await Promise.all([
    part(showNumbers, "numbers-state"), part(showQueues, "queues-state"), part(showJobs, "jobs-state"), part(showJob, "job-message"),
  ])).filter(Boolean);
  running = false;
  if (!session.token) {
    return;
  }
  const denied = faults.find(fault => fault.status === 401);
  if (denied) {
    signOut(denied.message);
    return;
  }
  pause = faults.some(fault => fault.status === 0 || fault.status >= 429) ? Math.min(pause * 2, seldom) : often;
  byId("connection").textContent = faults.length ? `${faults[0].message} Trying again in ${pause / 1000} s.` : `Updated ${clock.format(new Date())}`;
  byId("connection").classList.toggle("error", faults.length > 0);
  timer = setTimeout(refresh, again ? 0 : pause * (0.9 + Math.random() / 5));
  again = false;
}

async function part(show, place) {
  try {
    await show();
    return null;
  } catch (fault) {
    if (session.token) {
      note(place, fault.message, true);
    }
    return fault;
  }
}

function refreshNow() {
  pause = often;
  refresh();
}

function signIn() {
  byId("sign-in").hidden = true;
  byId("main").hidden = false;
  byId("sign-out").hidden = false;
  refreshNow();
}

// Whoever signs in next may be allowed to see less: nothing of what was shown stays.
function signOut(reason = "") {
  session.token = null;
  clearTimeout(timer);
  byId("job").close();
  forget();
  byId("main").hidden = true;
  byId("sign-out").hidden = true;
  byId("sign-in").hidden = false;
  byId("sign-in-error").textContent = reason;
  byId("connection").textContent = "";
  byId("token").focus();
}

function forget() {
  numbers = null;
  cursors = [null];
  nextCursor = null;
  for (const id of ["cards", "chart", "job-title", "job-message"]) {
    byId(id).replaceChildren();
  }
  byId("chart").hidden = true;
  byId("numbers-age").textContent = "";
  for (const state of ["numbers-state", "queues-state", "jobs-state"]) {
    note(state, null);
  }
  emptyJob();
  showRows(byId("queues"), []);
  showRows(byId("jobs"), []);
  byId("filter-queue").replaceChildren(byId("filter-queue").options[0]);
  byId("filter-status").value = "";
  byId("filter-tag").value = "";
}

byId("sign-in").addEventListener("submit", event => {
  event.preventDefault();
  const token = byId("token").value.trim();
  byId("token").value = "";
  if (!/^[!-~]+$/.test(token)) {
    signOut("This is neither a token nor an API key.");
    return;
  }
  session.token = token;
  byId("sign-in-error").textContent = "";
  signIn();
  byId("main").focus();
});
byId("sign-out").addEventListener("click", () => signOut());
byId("chart-metric").addEventListener("change", () => numbers && drawChart());
document.addEventListener("visibilitychange", refreshNow);
session.token ? signIn() : signOut();
