using System.Diagnostics;
using FunctionsJobs.EndToEnd.App;
using FunctionsJobs.Security;

namespace FunctionsJobs.EndToEnd.Infra;

/// <summary><c>infra/smoke.sh</c>, as the pipeline runs it after a deployment.</summary>
public sealed class SmokeScriptTests
{
    [Fact]
    public async Task Run_AgainstAHealthyProgram_SucceedsAndLeavesNothingBehind()
    {
        using var data = new DataFolder();
        await using var app = await RunningApp.StartAsync(data);

        var (code, output) = await RunAsync(app.Http.BaseAddress!, app.NewToken(Role.Operator));

        Assert.True(code == 0, $"{code}\n{output}");
        Assert.Contains("it runs to its end", output, StringComparison.Ordinal);
        Assert.Contains("is well", output, StringComparison.Ordinal);
        var left = await app.GetDataAsync("/api/v1/jobs/list");
        Assert.Equal(0, left.GetProperty("jobs").GetArrayLength());
    }

    [Fact]
    public async Task Run_WithARoleThatMayNotSubmit_FailsAndSaysWhere()
    {
        using var data = new DataFolder();
        await using var app = await RunningApp.StartAsync(data);

        var (code, output) = await RunAsync(app.Http.BaseAddress!, app.NewToken(Role.Viewer));

        Assert.Equal(1, code);
        Assert.Contains("a job is accepted: 403 in place of 202", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WhenNobodyAnswers_EndsWithTheCodeOfATimeOut()
    {
        var (code, output) = await RunAsync(new Uri($"http://127.0.0.1:{RunningApp.FreePort()}"), "token", ("SMOKE_WAIT", "1"));

        Assert.Equal(3, code);
        Assert.Contains("does not answer /health/live within 1 s", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1:7071", "token")]
    [InlineData("http://127.0.0.1:7071", "")]
    public async Task Run_UsedWrongly_SaysHowToUseIt(string address, string token)
    {
        var (code, output) = await RunAsync(address, token);

        Assert.Equal(2, code);
        Assert.Contains("smoke: ", output, StringComparison.Ordinal);
    }

    private static Task<(int Code, string Output)> RunAsync(Uri address, string token, params (string Name, string Value)[] settings) =>
        RunAsync(address.GetLeftPart(UriPartial.Authority), token, settings);

    private static async Task<(int Code, string Output)> RunAsync(string address, string token, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("bash")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { Path.Combine(BuiltApp.RepositoryRoot, "infra", "smoke.sh"), address },
        };
        start.Environment["SMOKE_TOKEN"] = token;
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await error);
    }
}
