using Microsoft.DurableTask;

namespace FunctionsJobs.Conformance.Versions;

/// <summary>Which versions of instances a host runs.</summary>
public sealed class VersionMatchTests
{
    [Theory]
    [EveryMode(VersionMatch.None, "1.0", "2.0"), EveryMode(VersionMatch.None, "3.0", "2.0"), EveryMode(VersionMatch.None, "", "2.0")]
    [EveryMode(VersionMatch.Strict, "2.0", "2.0")]
    [EveryMode(VersionMatch.CurrentOrOlder, "1.0", "2.0"), EveryMode(VersionMatch.CurrentOrOlder, "2.0", "2.0"), EveryMode(VersionMatch.CurrentOrOlder, "", "2.0")]
    public async Task Instance_WhenItsVersionMatches_Runs(DurableMode mode, VersionMatch match, string version, string hostVersion)
    {
        await using var host = await StartAsync(mode, match, hostVersion);

        Assert.Equal("ran", await host.OutputOfAsync<string>("Run", options: Versioned(version)));
    }

    [Theory]
    [EveryMode(VersionMatch.Strict, "1.0", "2.0"), EveryMode(VersionMatch.Strict, "3.0", "2.0"), EveryMode(VersionMatch.Strict, "", "2.0")]
    [EveryMode(VersionMatch.CurrentOrOlder, "2.1", "2.0"), EveryMode(VersionMatch.CurrentOrOlder, "10.0", "9.0")]
    public async Task Instance_WhenItsVersionDoesNotMatch_Fails(DurableMode mode, VersionMatch match, string version, string hostVersion)
    {
        await using var host = await StartAsync(mode, match, hostVersion);

        var failure = (await host.RunAsync("Run", options: Versioned(version))).ShouldHaveFailed();

        Assert.Equal("VersionMismatch", failure.ErrorType);
        Assert.Contains($"'{version}'", failure.ErrorMessage);
        Assert.Contains($"'{hostVersion}'", failure.ErrorMessage);
    }

    [Theory, EveryMode]
    public async Task Instance_WhenItsVersionDoesNotMatch_WaitsWhenItIsNotToFail(DurableMode mode)
    {
        await using var host = await StartAsync(mode, VersionMatch.CurrentOrOlder, "2.0", waits: true);

        var waiting = await host.StartAsync("Run", options: Versioned("3.0"));

        Assert.Equal("ran", await host.OutputOfAsync<string>("Run", options: Versioned("2.0")));
        var metadata = await host.Client.GetInstanceAsync(waiting);
        Assert.False(metadata!.IsCompleted);
    }

    [Theory, EveryMode]
    public async Task Continued_WhenTheNewVersionDoesNotMatch_Fails(DurableMode mode)
    {
        await using var host = await mode.StartAsync(
            tasks => tasks.AddOrchestratorFunc<string>("Upgrade", context =>
            {
                context.ContinueAsNew(new ContinueAsNewOptions { NewVersion = "3.0" });
                return "first";
            }),
            new HostSettings { VersionMatch = VersionMatch.CurrentOrOlder, HostVersion = "2.0" });

        var failure = (await host.RunAsync("Upgrade", options: Versioned("2.0"))).ShouldHaveFailed();

        Assert.Equal("VersionMismatch", failure.ErrorType);
    }

    [Theory, EveryMode]
    public async Task SubOrchestration_WhenItsVersionDoesNotMatch_FailsForItsParent(DurableMode mode)
    {
        await using var host = await mode.StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<string>("Parent", async context =>
                {
                    try
                    {
                        return await context.CallSubOrchestratorAsync<string>("Run", options: new SubOrchestrationOptions { Version = new TaskVersion("3.0") });
                    }
                    catch (TaskFailedException e)
                    {
                        return e.FailureDetails.ErrorType;
                    }
                })
                .AddOrchestratorFunc<string>("Run", _ => "ran"),
            new HostSettings { VersionMatch = VersionMatch.CurrentOrOlder, HostVersion = "2.0" });

        Assert.Equal("VersionMismatch", await host.OutputOfAsync<string>("Parent", options: Versioned("2.0")));
    }

    private static StartOrchestrationOptions Versioned(string version) => new() { Version = new TaskVersion(version) };

    private static Task<IDurableHost> StartAsync(DurableMode mode, VersionMatch match, string hostVersion, bool waits = false) => mode.StartAsync(
        tasks => tasks.AddOrchestratorFunc<string>("Run", _ => "ran"),
        new HostSettings { VersionMatch = match, HostVersion = hostVersion, MismatchWaits = waits });
}
