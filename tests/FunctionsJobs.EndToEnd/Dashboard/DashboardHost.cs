using System.Text.Json;
using FunctionsJobs.EndToEnd.App;
using FunctionsJobs.Security;
using FunctionsJobs.Tests.Servers;
using Microsoft.Playwright;

namespace FunctionsJobs.EndToEnd.Dashboard;

/// <summary>The built program, and a Chromium with an empty profile that looks at its page.</summary>
public sealed class DashboardHost : IAsyncLifetime
{
    internal const string AggregationJobs = JobsClient.AggregationJobs;
    internal const string MailJobs = "/api/v1/queues/email/jobs";
    internal static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly DataFolder _data = new();
    private RunningApp? _app;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    internal RunningApp App => _app!;

    /// <summary>Where the program looks for a mail server; there is one while a test starts it.</summary>
    internal int MailPort { get; } = RunningApp.FreePort();

    public async Task InitializeAsync()
    {
        // xunit asks for it even where all its tests are left out.
        if (TestServers.ReasonToLeaveOut(TestServers.ChromiumSetting) is not null)
        {
            return;
        }

        Assertions.SetDefaultExpectTimeout((float)Limit.TotalMilliseconds);
        var settings = new Dictionary<string, string>
        {
            ["Mail__Host"] = "127.0.0.1",
            ["Mail__Port"] = $"{MailPort}",
            ["Mail__StartTls"] = "false",
            ["Mail__Timeout"] = "00:00:03",
        };
        var app = RunningApp.StartAsync(_data, settings);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = TestServers.Chromium,
            Args =
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
        });
        _app = await app;
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        _data.Dispose();
    }

    /// <summary>Opens the page as somebody who has not signed in.</summary>
    internal async Task<DashboardTab> OpenAsync(ColorScheme scheme = ColorScheme.Light, int width = 1280)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = $"{App.Http.BaseAddress}",
            ColorScheme = scheme,
            ViewportSize = new ViewportSize { Width = width, Height = 800 },
        });
        return await DashboardTab.OpenAsync(context);
    }

    /// <summary>Opens the page and signs in.</summary>
    internal async Task<DashboardTab> OpenAsync(Role role, ColorScheme scheme = ColorScheme.Light, int width = 1280)
    {
        var tab = await OpenAsync(scheme, width);
        await tab.SignInAsync(App.NewToken(role));
        return tab;
    }

    /// <summary>Submits the aggregation of one day of a publisher without events.</summary>
    /// <returns>The job's id.</returns>
    internal Task<string> SubmitAsync(string name, string? jobId = null, params string[] tags) => SubmitAsync(
        AggregationJobs,
        new { jobName = name, data = new { publisherId = "pub-1", startDate = "2026-01-01", endDate = "2026-01-02", granularity = "day" }, options = new { jobId, tags } });

    /// <summary>Submits a mail that is tried once.</summary>
    /// <returns>The job's id.</returns>
    internal Task<string> SubmitMailAsync(string subject, string body) => SubmitAsync(
        MailJobs, new { jobName = "notification", data = new { userEmail = "reader@example.com", subject, body }, options = new { attempts = 1 } });

    /// <summary>Waits until a job has ended.</summary>
    /// <returns>Its state.</returns>
    internal async Task<string> EndOfAsync(string jobId, string jobs = AggregationJobs) =>
        (await App.WaitForJobAsync(jobId, Limit, jobs)).GetProperty("state").GetString()!;

    private async Task<string> SubmitAsync(string jobs, object body)
    {
        using var answer = await App.PostAsync(jobs, JsonSerializer.Serialize(body));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode} {text}");
        return JsonElement.Parse(text).GetProperty("data").GetProperty("jobId").GetString()!;
    }
}
