using System.Globalization;
using FunctionsJobs.Embedded.Durable;
using FunctionsJobs.Embedded.Storage.Sqlite;
using FunctionsJobs.Embedded.Tests.Durable.Entities;
using FunctionsJobs.Embedded.Tests.Durable.Harness;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsJobs.Embedded.Tests.Faults;

/// <summary>
/// What a process does that may be killed at any moment: it runs one instance of each orchestration pattern to its end, on the folder's task hub,
/// and keeps a ledger of what its activities did.
/// </summary>
internal static class KilledHub
{
    /// <summary>The first argument of this assembly's program that makes it such a process.</summary>
    public const string Command = "run-hub";

    public const string Patterns = "patterns";
    public const string Queue = "queue";

    /// <summary>Activities of <see cref="Queue"/>.</summary>
    public const int QueuedActivities = 200;

    private static readonly string[] s_patterns = ["chain", "fan-out", "children", "timers", "events", "eternal", "retry", "entities", "suspended"];

    public static string LedgerPath(string folder) => Path.Combine(folder, "ledger");

    public static string HubPath(string folder) => Path.Combine(folder, "hub.db");

    /// <param name="folder">Of the hub and the ledger.</param>
    /// <param name="work"><see cref="Patterns"/> or <see cref="Queue"/>.</param>
    /// <param name="moment">Of the process's end: see <see cref="KillingStore"/>.</param>
    /// <param name="step">See <see cref="KillingStore"/>.</param>
    public static async Task RunAsync(string folder, string work, string moment, int step)
    {
        var store = KillingStore.Around(new SqliteTaskHubStore(new SqliteTaskHubOptions { FilePath = HubPath(folder) }, TimeProvider.System), moment, step);
        var options = new TaskHubEngineOptions { MaxConcurrentActivities = 5 };
        await using var engine = new TaskHubEngine(store, Register(folder), options, TimeProvider.System, NullLoggerFactory.Instance);
        await engine.StartAsync(CancellationToken.None);
        Console.Out.WriteLine("ready");
        Console.Out.Flush();
        foreach (var name in work == Queue ? [Queue] : s_patterns)
        {
            Console.Out.WriteLine($"{name}: {await EndAsync(engine.Client, name)}");
            Console.Out.Flush();
        }
    }

    // All that the outside does may be repeated: a caller without an answer tries again.
    private static async Task<string> EndAsync(DurableTaskClient client, string name)
    {
        if (await client.GetInstanceAsync(name) is null)
        {
            await client.ScheduleNewOrchestrationInstanceAsync(name, null, new StartOrchestrationOptions(name));
        }

        if (name == "suspended")
        {
            await client.SuspendInstanceAsync(name);
        }

        await client.RaiseEventAsync(name, "one", "1");
        await client.RaiseEventAsync(name, "two", "2");
        if (name == "suspended")
        {
            await client.ResumeInstanceAsync(name);
        }

        var end = await client.WaitForInstanceCompletionAsync(name, getInputsAndOutputs: true);
        return $"{end.RuntimeStatus} {end.SerializedOutput}";
    }

    private static TestFunctions Register(string folder)
    {
        var ledger = new Ledger(LedgerPath(folder));
        return new TestFunctions()
            .Entity<Journal>("Journal")
            .AsyncActivity<string, string>("Echo", async (text, _) =>
            {
                ledger.Write($"begin {text}");
                await Task.Delay(TimeSpan.FromMilliseconds(text.StartsWith(Queue, StringComparison.Ordinal) ? 50 : 1), TimeProvider.System, CancellationToken.None);
                ledger.Write($"end {text}");
                return text;
            })
            .Activity<int, string>("Flaky", attempt => attempt == 2 ? "in the end" : throw new InvalidOperationException("not yet"))
            .Orchestrator("chain", async context =>
                await EchoAsync(context, "c1") + await EchoAsync(context, "c2") + await EchoAsync(context, "c3"))
            .Orchestrator("fan-out", async context =>
                string.Concat(await Task.WhenAll(Enumerable.Range(1, 6).Select(i => EchoAsync(context, $"f{i}")))))
            .Orchestrator("children", async context =>
                string.Concat(await Task.WhenAll(new[] { "x", "y" }.Select(part => context.CallSubOrchestratorAsync<string>("child", part)))))
            .Orchestrator("child", context => EchoAsync(context, "child " + context.GetInput<string>()))
            .Orchestrator("timers", async context =>
            {
                var due = context.CurrentUtcDateTime.AddMilliseconds(40);
                await context.CreateTimer(due, CancellationToken.None);
                return await EchoAsync(context, "t1") + (context.CurrentUtcDateTime >= due);
            })
            .Orchestrator("events", async context =>
                await context.WaitForExternalEvent<string>("one") + await EchoAsync(context, "e1") + await context.WaitForExternalEvent<string>("two"))
            .Orchestrator("eternal", async context =>
            {
                var text = context.GetInput<string>() ?? "";
                text += await EchoAsync(context, $"n{text.Length}");
                if (text.Length < 6)
                {
                    context.ContinueAsNew(text);
                }

                return text;
            })
            .Orchestrator("retry", async context =>
            {
                for (var attempt = 1; ; attempt++)
                {
                    try
                    {
                        return await context.CallActivityAsync<string>("Flaky", attempt);
                    }
                    catch (TaskFailedException)
                    {
                        await context.CreateTimer(TimeSpan.FromMilliseconds(5), CancellationToken.None);
                    }
                }
            })
            .Orchestrator("entities", async context =>
            {
                var (a, b) = (new EntityInstanceId("Journal", "a"), new EntityInstanceId("Journal", "b"));
                await context.Entities.CallEntityAsync<int>(a, "Write", "1");
                await context.Entities.SignalEntityAsync(b, "Write", "2");
                await using (await context.Entities.LockEntitiesAsync(a, b))
                {
                    await context.Entities.CallEntityAsync<int>(a, "Write", "3");
                    await context.Entities.CallEntityAsync<int>(b, "Write", "4");
                    return await context.Entities.CallEntityAsync<string>(a, "Read") + "/" + await context.Entities.CallEntityAsync<string>(b, "Read");
                }
            })
            .Orchestrator("suspended", async context => await context.WaitForExternalEvent<string>("one") + await EchoAsync(context, "s1"))
            .Orchestrator(Queue, async context => (await Task.WhenAll(
                Enumerable.Range(0, QueuedActivities).Select(i => EchoAsync(context, string.Create(CultureInfo.InvariantCulture, $"{Queue} {i}"))))).Length.ToString(CultureInfo.InvariantCulture));
    }

    private static Task<string> EchoAsync(TaskOrchestrationContext context, string text) => context.CallActivityAsync<string>("Echo", text);

    /// <summary>Lines that survive the end of the process that writes them.</summary>
    private sealed class Ledger(string path)
    {
        private readonly Lock _lock = new();

        public void Write(string line)
        {
            lock (_lock)
            {
                File.AppendAllText(path, line + "\n");
            }
        }
    }
}
