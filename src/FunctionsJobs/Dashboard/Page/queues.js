// The queues: how many jobs are in which state, and how fast they go.
async function showQueues() {
  const { data } = await call("/api/v1/queues/metrics");
  note("queues-state", data.length ? null : "There are no queues.");
  showRows(byId("queues"), data.map(queue => [queue.queueName, [
    { text: queue.queueName, node: () => make("td", {}, make("button", { class: "link", type: "button", onclick: () => filterByQueue(queue.queueName) }, queue.queueName)) },
    { text: queue.isPaused, node: () => make("td", {}, make("span", { class: `state ${queue.isPaused ? "paused" : "open"}` }, queue.isPaused ? "paused" : "open")) },
    number(wholeNumber.format(queue.waiting + queue.paused)),
    number(wholeNumber.format(queue.active) + (queue.concurrency === null ? "" : ` / ${queue.concurrency}`)),
    number(wholeNumber.format(queue.delayed)),
    number(wholeNumber.format(queue.failed)),
    number(wholeNumber.format(queue.completed)),
    number(String(queue.completedPerMinute)),
    number(duration(queue.durationP50)),
    number(duration(queue.durationP95)),
  ]]));
  const select = byId("filter-queue");
  for (const { queueName } of data) {
    if (![...select.options].some(option => option.value === queueName)) {
      select.append(make("option", { value: queueName }, queueName));
    }
  }
}

function filterByQueue(queueName) {
  byId("filter-queue").value = queueName;
  firstPage();
  byId("jobs-title").scrollIntoView();
}
