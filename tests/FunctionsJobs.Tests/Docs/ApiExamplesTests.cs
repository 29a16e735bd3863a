using System.Diagnostics;
using System.Text.Json;
using FunctionsJobs.Companies;
using FunctionsJobs.Security;
using FunctionsJobs.Tests.Companies;
using FunctionsJobs.Tests.Lifecycle.Harness;
using FunctionsJobs.Tests.Queues.Harness;
using FunctionsJobs.Tests.Security.Harness;

namespace FunctionsJobs.Tests.Docs;

/// <summary>Runs every call of <c>docs/api-examples.md</c> as it stands, section by section, each on a fresh program whose index of companies holds one.</summary>
public sealed class ApiExamplesTests
{
    private static readonly IReadOnlyList<ApiExample> Examples = ApiExample.ReadAll();

    public static TheoryData<string> Sections() => new(Examples.Select(example => example.Section).Distinct());

    [Theory]
    [MemberData(nameof(Sections))]
    public async Task Calls_AreAnsweredAsDocumented(string section)
    {
        var app = new TestApp();
        await app.InitializeAsync();
        try
        {
            await app.Get<ICompanyStore>().UpsertAsync(null, SampleCompanies.Whole(), CancellationToken.None);
            foreach (var example in Examples.Where(example => example.Section == section))
            {
                await AssertAnsweredAsync(app, example);
            }
        }
        finally
        {
            await app.DisposeAsync();
        }
    }

    // What only reads is asked until the answer is there: jobs take their time.
    private static async Task AssertAnsweredAsync(TestApp app, ApiExample example)
    {
        var documented = JsonElement.Parse(example.Answer);
        var last = "";
        async Task<string?> AskAsync()
        {
            last = await RunAsync(app, example.Command);
            return JsonPattern.Difference(documented, JsonElement.Parse(last)) is { } difference ? Fail(difference) : "";
        }

        string? Fail(string difference) =>
            example.OnlyReads && !difference.Contains("not documented", StringComparison.Ordinal) ? null : throw new InvalidOperationException(difference);

        try
        {
            await Eventually.GetAsync(AskAsync, "the documented answer");
        }
        catch (Exception e) when (e is InvalidOperationException or TimeoutException or JsonException)
        {
            Assert.Fail($"docs/api-examples.md, line {example.Line}: {e.Message}\n{example.Command}\nanswered:\n{last}");
        }
    }

    private static async Task<string> RunAsync(TestApp app, string command)
    {
        var start = new ProcessStartInfo("bash") { RedirectStandardOutput = true, RedirectStandardError = true, ArgumentList = { "-c", $"set -eo pipefail\n{command}" } };
        start.Environment["BASE"] = app.Address.GetLeftPart(UriPartial.Authority);
        foreach (var role in Enum.GetValues<Role>())
        {
            start.Environment[role.ToString().ToUpperInvariant()] = TestTokens.Of(role);
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"exit code {process.ExitCode}: {await error}");
    }
}
