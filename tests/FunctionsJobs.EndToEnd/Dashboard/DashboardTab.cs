using System.Collections.Concurrent;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FunctionsJobs.EndToEnd.Dashboard;

/// <summary>One tab with the page. Keeps what a page must not do: dialogs, errors in the console, faults of the script, requests to others.</summary>
internal sealed class DashboardTab : IAsyncDisposable
{
    // Such a request is announced and never sent.
    private const string StoppedByPolicy = "csp";

    private readonly ConcurrentQueue<string> _incidents = new();
    private readonly IBrowserContext _context;

    private DashboardTab(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) => Keep(message.Type is "error" or "warning", $"console {message.Type}: {message.Text}");
        page.PageError += (_, error) => Keep(true, $"script: {error}");
        page.Dialog += (_, dialog) =>
        {
            Keep(true, $"dialog: {dialog.Message}");
            _ = dialog.DismissAsync();
        };
    }

    public IPage Page { get; }

    /// <summary>What happened that must not.</summary>
    public IReadOnlyCollection<string> Incidents => _incidents;

    public ILocator SignInForm => Page.Locator("#sign-in");

    public ILocator Main => Page.GetByRole(AriaRole.Main);

    public ILocator Job => Page.GetByRole(AriaRole.Dialog);

    public static async Task<DashboardTab> OpenAsync(IBrowserContext context)
    {
        var page = await context.NewPageAsync();
        var tab = new DashboardTab(context, page);
        await page.Clock.InstallAsync();
        await page.GotoAsync("/");
        var own = new Uri(page.Url).Authority;
        page.RequestFinished += (_, request) => tab.Keep(IsForeign(request), $"request: {request.Url}");
        page.RequestFailed += (_, request) => tab.Keep(IsForeign(request) && request.Failure != StoppedByPolicy, $"request: {request.Url}: {request.Failure}");
        bool IsForeign(IRequest request) => new Uri(request.Url) is var address && address.Scheme != "data" && address.Authority != own;
        return tab;
    }

    public async Task SignInAsync(string token)
    {
        await Page.GetByLabel("Token or API key").FillAsync(token);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(Page.Locator("#connection")).ToContainTextAsync("Updated");
    }

    /// <summary>Lets six seconds of the page's time pass at once: it asks for news every five.</summary>
    public Task LetTimePassAsync() => Page.Clock.FastForwardAsync(6_000);

    /// <summary>The row of a queue or a job.</summary>
    public ILocator Row(string key) => Main.GetByRole(AriaRole.Row).Filter(new() { Has = Button(key) });

    /// <summary>The button with a text, of the page or its dialog.</summary>
    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>Opens a job from the list and waits until it is there.</summary>
    /// <returns>The dialog that shows it.</returns>
    public async Task<ILocator> OpenJobAsync(string jobId)
    {
        await Button(jobId).ClickAsync();
        await Expect(Job.Locator("pre").First).ToBeVisibleAsync();
        return Job;
    }

    /// <summary>Whether something is wider than its place: the page, or the dialog that is open.</summary>
    public Task<bool> ScrollsSidewaysAsync() => Page.EvaluateAsync<bool>(
        "[document.documentElement, ...document.querySelectorAll('dialog[open]')].some(box => box.scrollWidth > box.clientWidth)");

    public void AssertNothingWentWrong() => Assert.Empty(_incidents);

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    private void Keep(bool isIncident, string incident)
    {
        if (isIncident)
        {
            _incidents.Enqueue(incident);
        }
    }
}
