// One job: where it stands, what happened to it, and what can be done with it.
let shown = null;

function emptyJob() {
  for (const part of ["job-facts", "job-timeline", "job-texts", "job-actions"]) {
    byId(part).replaceChildren();
  }
}

async function openJob(job) {
  shown = { id: job.jobId, queue: job.jobType.split("/")[0] };
  note("job-message", null);
  byId("job-title").textContent = job.jobId;
  emptyJob();
  byId("job").showModal();
  await showJob().catch(fault => note("job-message", fault.message, true));
}

async function showJob() {
  if (!shown || !byId("job").open) {
    return;
  }
  const { id, queue } = shown;
  const { data: job } = await call(`/api/v1/queues/${encodeURIComponent(queue)}/jobs/${encodeURIComponent(id)}`);
  const events = await timelineOf(job);
  if (shown?.id !== id) {
    return;
  }
  const signature = JSON.stringify([job, events]);
  if (signature === shown.signature) {
    return;
  }
  shown.signature = signature;
  byId("job-facts").replaceChildren(...facts(job).flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)]));
  byId("job-timeline").replaceChildren(...events.map(event => make("li", {}, `${time(event.at)} — ${event.text}`)));
  byId("job-texts").replaceChildren(...[["Data", job.data], ["Result", job.result], ["Error", job.error]]
    .filter(([, value]) => value !== null)
    .flatMap(([title, value]) => [make("h3", {}, title), make("pre", { tabindex: 0, role: "region", "aria-label": title }, JSON.stringify(value, null, 2))]));
  const focused = byId("job-actions").contains(document.activeElement);
  byId("job-actions").replaceChildren(...actions(job));
  if (focused) {
    byId("job-close").focus();
  }
}

const facts = job => [
  ["Queue", job.queueName],
  ["Name", job.name],
  ["State", make("span", { class: `state ${job.state}` }, job.state)],
  ["Progress", make("span", {}, progressOf(job.progress.percent, job.id), ` ${job.progress.percent} %, ${job.progress.step} of ${job.progress.total} steps${job.progress.message ? `: ${job.progress.message}` : ""}`)],
  ["Priority", String(job.priority)],
  ["Attempts", `${job.attemptsMade} of ${job.attempts}`],
  ...(job.nextAttemptOn ? [["Next attempt", time(job.nextAttemptOn)]] : []),
  ...(job.eta ? [["Done at about", time(job.eta)]] : []),
];

// The whole timeline is for administrators; others see what the job itself tells.
async function timelineOf(job) {
  if (!session.mayAdminister) {
    return ownTimeline(job);
  }
  try {
    const { data } = await call(`/api/v1/admin/jobs/${encodeURIComponent(job.id)}/events`);
    return (data.events ?? data).map(event => ({
      at: event.at,
      text: [event.event, event.state && `→ ${event.state}`, event.attempt ? `attempt ${event.attempt}` : null, event.actor && `by ${event.actor}`, event.detail].filter(Boolean).join(", "),
    }));
  } catch (fault) {
    if (fault.status !== 403 && fault.status !== 404) {
      throw fault;
    }
    return ownTimeline(job);
  }
}

const ownTimeline = job => [[job.createdOn, "accepted"], [job.processedOn, "first attempt began"], [job.finishedOn, job.state]]
  .filter(([at]) => at !== null).map(([at, text]) => ({ at, text }));

function actions(job) {
  if (!session.mayOperate) {
    return [];
  }
  const path = encodeURIComponent(job.id);
  return ["failed", "cancelled"].includes(job.state)
    ? [make("button", { type: "button", onclick: () => act(`/api/v1/queues/${encodeURIComponent(job.queueName)}/jobs/${path}/retry`, "POST") }, "Retry")]
    : job.state === "completed" || job.state === "cancelling" ? []
    : [make("button", { type: "button", onclick: () => act(`/api/v1/jobs/cancel/${path}`, "DELETE") }, "Cancel")];
}

async function act(path, method) {
  try {
    const answer = await call(path, method);
    note("job-message", answer.message ?? "Done.");
  } catch (fault) {
    note("job-message", fault.message, true);
  }
  refreshNow();
}

byId("job-close").addEventListener("click", () => byId("job").close());
byId("job").addEventListener("close", () => { shown = null; });
