// The jobs, newest first, a page at a time.
const pageSize = 25;
let cursors = [null];
let nextCursor = null;

async function showJobs() {
  const query = new URLSearchParams({ limit: pageSize });
  for (const [name, value] of [["queue", byId("filter-queue").value], ["status", byId("filter-status").value], ["tag", byId("filter-tag").value.trim()], ["cursor", cursors.at(-1)]]) {
    if (value) {
      query.set(name, value);
    }
  }
  const { data } = await call(`/api/v1/jobs/list?${query}`);
  nextCursor = data.nextCursor;
  note("jobs-state", data.jobs.length ? null : "There are no such jobs.");
  showRows(byId("jobs"), data.jobs.map(job => [job.jobId, [
    { text: job.jobId, node: () => make("td", { class: "id" }, make("button", { class: "link", type: "button", onclick: () => openJob(job) }, job.jobId)) },
    job.jobType,
    { text: job.status, node: () => make("td", {}, make("span", { class: `state ${job.status}` }, job.status)) },
    { text: `${job.progress.percentage}${job.status}`, node: () => make("td", {}, progressOf(job.progress.percentage, job.jobId), ` ${Math.round(job.progress.percentage)} %`) },
    number(String(job.attempts)),
    time(job.createdAt),
    number(duration(job.startedAt ? (job.completedAt ? Date.parse(job.completedAt) : Date.now()) - Date.parse(job.startedAt) : null)),
  ]]));
  byId("newer").disabled = cursors.length === 1;
  byId("older").disabled = !nextCursor;
}

const progressOf = (percent, jobId) => make("progress", { max: 100, value: percent, "aria-label": `Progress of ${jobId}` });

function firstPage() {
  cursors = [null];
  refreshNow();
}

byId("filter-queue").addEventListener("change", firstPage);
byId("filter-status").addEventListener("change", firstPage);
byId("filter-tag").addEventListener("change", firstPage);
byId("older").addEventListener("click", () => {
  cursors.push(nextCursor);
  refreshNow();
});
byId("newer").addEventListener("click", () => {
  cursors.pop();
  refreshNow();
});
