using System.Net;
using FunctionsJobs.EndToEnd.App;

namespace FunctionsJobs.EndToEnd.Hosting;

/// <summary>The program as an operator meets it: start, stop, and what it says when it cannot start.</summary>
public sealed class ProcessTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Stop_WhenTerminated_EndsWithCodeZero()
    {
        using var data = new DataFolder();
        await using var app = await RunningApp.StartAsync(data);

        Assert.Equal(0, await app.StopAsync(Limit));
    }

    [Fact]
    public async Task Start_WhenAnotherProcessOwnsTheData_EndsWithAClearLine()
    {
        using var data = new DataFolder();
        await using var first = await RunningApp.StartAsync(data);
        await using var second = RunningApp.Launch(data);

        Assert.NotEqual(0, await second.WaitForExitAsync(Limit));
        Assert.Contains(second.Output, line => line.Contains("in use", StringComparison.OrdinalIgnoreCase) && line.Contains(data.Path, StringComparison.Ordinal));
        Assert.DoesNotContain(second.Output, line => line.Contains("   at ", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await first.Http.GetAsync(new Uri("/health", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task Start_WhenThePortIsTaken_EndsWithAClearLine()
    {
        using var data = new DataFolder();
        using var other = new DataFolder();
        await using var first = await RunningApp.StartAsync(data);
        await using var second = RunningApp.Launch(other, null, "--port", $"{first.Port}");

        Assert.NotEqual(0, await second.WaitForExitAsync(Limit));
        Assert.Contains(second.Output, line => line.Contains($"{first.Port}", StringComparison.Ordinal));
        Assert.DoesNotContain(second.Output, line => line.Contains("   at ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Help_WhenAsked_PrintsTheOptionsAndEnds()
    {
        using var data = new DataFolder();
        await using var app = RunningApp.Launch(data, null, "--help");

        Assert.Equal(0, await app.WaitForExitAsync(Limit));
        Assert.Contains(app.Output, line => line.Contains("--sample", StringComparison.Ordinal));
    }
}
