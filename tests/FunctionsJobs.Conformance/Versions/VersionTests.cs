using Microsoft.DurableTask;

namespace FunctionsJobs.Conformance.Versions;

/// <summary>The versions that instances and their tasks carry.</summary>
public sealed class VersionTests
{
    private static readonly HostSettings DefaultsTo2 = new() { DefaultVersion = "2.0" };

    [Theory, EveryMode]
    public async Task Version_WhenNobodyNamesOne_IsEmpty(DurableMode mode)
    {
        await using var host = await StartAsync(mode, new HostSettings());

        Assert.Equal("'' ''", await host.OutputOfAsync<string>("Versions"));
    }

    [Theory, EveryMode]
    public async Task Version_WhenGivenAtTheStart_IsThatOfTheInstanceAndItsActivities(DurableMode mode)
    {
        await using var host = await StartAsync(mode, new HostSettings());

        Assert.Equal("'1.5' '1.5'", await host.OutputOfAsync<string>("Versions", options: new StartOrchestrationOptions { Version = "1.5" }));
    }

    [Theory, EveryMode]
    public async Task Version_WhenTheHostHasADefault_IsTheDefault(DurableMode mode)
    {
        await using var host = await StartAsync(mode, DefaultsTo2);

        Assert.Equal("'2.0' '2.0'", await host.OutputOfAsync<string>("Versions"));
    }

    [Theory, EveryMode("0.9"), EveryMode("")]
    public async Task Version_WhenGivenAtTheStart_WinsOverTheDefault(DurableMode mode, string version)
    {
        await using var host = await StartAsync(mode, DefaultsTo2);

        Assert.Equal(
            $"'{version}' '{version}'",
            await host.OutputOfAsync<string>("Versions", options: new StartOrchestrationOptions { Version = new TaskVersion(version) }));
    }

    [Theory, EveryMode("3.1"), EveryMode("")]
    public async Task ActivityVersion_WhenGivenInTheOptions_WinsOverThatOfTheInstance(DurableMode mode, string version)
    {
        await using var host = await mode.StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<string?>("Call", context => context.CallActivityAsync<string?>(
                    "Version", options: new TaskOptions { Version = new TaskVersion(version) }))
                .AddActivityFunc<string>("Version", context => $"'{context.Version}'"),
            DefaultsTo2);

        Assert.Equal($"'{version}'", await host.OutputOfAsync<string>("Call"));
    }

    // An activity runs inside the history of its orchestration and shares its version; a sub-orchestration is an instance of its own.
    [Theory, EveryMode]
    public async Task SubOrchestrationVersion_WhenNobodyNamesOne_IsTheDefaultOfTheHost(DurableMode mode)
    {
        await using var host = await StartParentAsync(mode, DefaultsTo2, new SubOrchestrationOptions());

        Assert.Equal("'5.0' '2.0'", await host.OutputOfAsync<string>("Parent", options: new StartOrchestrationOptions { Version = "5.0" }));
    }

    [Theory, EveryMode]
    public async Task SubOrchestrationVersion_WhenThereIsNoDefault_IsEmpty(DurableMode mode)
    {
        await using var host = await StartParentAsync(mode, new HostSettings(), new SubOrchestrationOptions());

        Assert.Equal("'5.0' ''", await host.OutputOfAsync<string>("Parent", options: new StartOrchestrationOptions { Version = "5.0" }));
    }

    [Theory, EveryMode("7.0"), EveryMode("")]
    public async Task SubOrchestrationVersion_WhenGivenInTheOptions_WinsOverTheDefault(DurableMode mode, string version)
    {
        await using var host = await StartParentAsync(mode, DefaultsTo2, new SubOrchestrationOptions { Version = new TaskVersion(version) });

        Assert.Equal($"'5.0' '{version}'", await host.OutputOfAsync<string>("Parent", options: new StartOrchestrationOptions { Version = "5.0" }));
    }

    [Theory, EveryMode]
    public async Task ContinueAsNew_WithoutAVersion_KeepsTheVersion(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<bool, string>("Again", (context, again) =>
        {
            if (again)
            {
                context.ContinueAsNew(false);
            }

            return context.Version;
        }));

        Assert.Equal("1.0", await host.OutputOfAsync<string>("Again", true, new StartOrchestrationOptions { Version = "1.0" }));
    }

    [Theory, EveryMode]
    public async Task ContinueAsNew_WithAVersion_MovesToIt(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<List<string>, List<string>>("Upgrade", (context, seen) =>
        {
            seen.Add(context.Version);
            if (seen.Count < 3)
            {
                context.ContinueAsNew(new ContinueAsNewOptions { NewInput = seen, NewVersion = $"{seen.Count + 1}.0" });
            }

            return seen;
        }));

        var seen = await host.OutputOfAsync<string[]>("Upgrade", new List<string>(), new StartOrchestrationOptions { Version = "1.0" });

        Assert.Equal(["1.0", "2.0", "3.0"], seen!);
    }

    [Theory, EveryMode]
    public async Task Version_WhenTheHostWasRestarted_IsKept(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<string>("Wait", async context =>
        {
            context.SetCustomStatus("waiting");
            await context.WaitForExternalEvent<string>("Go");
            return context.Version;
        }));
        var id = await host.StartAsync("Wait", options: new StartOrchestrationOptions { Version = "1.0" });
        await host.UntilCustomStatusAsync(id, "waiting");

        await host.RestartAsync();
        await host.Client.RaiseEventAsync(id, "Go");

        Assert.Equal("1.0", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Theory]
    [EveryMode("1.10", "1.9", 1), EveryMode("1.9", "1.10", -1), EveryMode("2.0", "2.0", 0)]
    [EveryMode("", "1.0", -1), EveryMode("1.0", "", 1), EveryMode("", "", 0)]
    [EveryMode("beta", "alpha", 1), EveryMode("ALPHA", "alpha", 0), EveryMode("alpha", "1.0", 1)]
    public async Task CompareVersionTo_WhenAsked_ComparesAsVersionsThenAsText(DurableMode mode, string version, string other, int sign)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string, int>("Compare", (context, compared) => Math.Sign(context.CompareVersionTo(compared))));

        Assert.Equal(
            sign,
            await host.OutputOfAsync<int>("Compare", other, new StartOrchestrationOptions { Version = new TaskVersion(version) }));
    }

    private static Task<IDurableHost> StartAsync(DurableMode mode, HostSettings settings) => mode.StartAsync(
        tasks => tasks
            .AddOrchestratorFunc<string>("Versions", async context =>
                $"'{context.Version}' {await context.CallActivityAsync<string>("Version")}")
            .AddActivityFunc<string>("Version", context => $"'{context.Version}'"),
        settings);

    private static Task<IDurableHost> StartParentAsync(DurableMode mode, HostSettings settings, SubOrchestrationOptions options) => mode.StartAsync(
        tasks => tasks
            .AddOrchestratorFunc<string>("Parent", async context =>
                $"'{context.Version}' {await context.CallSubOrchestratorAsync<string>("Child", options: options)}")
            .AddOrchestratorFunc<string>("Child", context => $"'{context.Version}'"),
        settings);
}
