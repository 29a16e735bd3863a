using FunctionsJobs.EndToEnd.App;
using FunctionsJobs.Security;
using FunctionsJobs.Security.Local;
using FunctionsJobs.Tests.Servers;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FunctionsJobs.EndToEnd.Dashboard;

[NeedsChromium]
[Collection(DashboardCollection.Name)]
public sealed class SignInTests(DashboardHost host)
{
    private const string NotValid = "The credentials are not valid here.";
    private const string NoToken = "This is neither a token nor an API key.";

    [Fact]
    public async Task Page_OfSomebodyNew_AsksForATokenAndKeepsItInTheTab()
    {
        await using var tab = await host.OpenAsync();
        await Expect(tab.Page.GetByLabel("Token or API key")).ToBeFocusedAsync();
        await Expect(tab.Main).ToBeHiddenAsync();

        await tab.SignInAsync(host.App.NewToken(Role.Viewer));
        await Expect(tab.Main).ToBeFocusedAsync();
        await Expect(tab.SignInForm).ToBeHiddenAsync();
        await tab.Page.ReloadAsync();

        await Expect(tab.Row("analytics-aggregation")).ToBeVisibleAsync();
        Assert.Equal(0, await tab.Page.EvaluateAsync<int>("localStorage.length + document.cookie.length"));
        tab.AssertNothingWentWrong();
    }

    // Of another program; nothing like a token; not even fit for a header; nothing at all.
    [Theory]
    [InlineData(null, NotValid)]
    [InlineData("not-a-key", NotValid)]
    [InlineData("ключ", NoToken)]
    [InlineData("   ", NoToken)]
    public async Task SignIn_WithAWrongToken_SaysSoAndShowsNothing(string? token, string said)
    {
        await using var tab = await host.OpenAsync();
        await tab.Page.GetByLabel("Token or API key").FillAsync(token ?? OfAnotherProgram());
        await tab.Page.Keyboard.PressAsync("Enter");

        await Expect(tab.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync(said);
        await Expect(tab.Main).ToBeHiddenAsync();
        await Expect(tab.Page.GetByLabel("Token or API key")).ToBeFocusedAsync();
    }

    // The next one at this tab may be allowed to see less.
    [Fact]
    public async Task SignOut_LeavesNothingOfWhatWasShown()
    {
        var job = await host.SubmitAsync("aggregate");
        await using var tab = await host.OpenAsync(Role.Admin);
        await tab.OpenJobAsync(job);
        await tab.Button("Close").ClickAsync();
        await tab.Button("Sign out").ClickAsync();
        await Expect(tab.SignInForm).ToBeVisibleAsync();

        var page = await tab.Page.ContentAsync();
        Assert.DoesNotContain(job, page, StringComparison.Ordinal);
        Assert.DoesNotContain("analytics-aggregation", page, StringComparison.Ordinal);
        Assert.Equal(0, await tab.Page.EvaluateAsync<int>("sessionStorage.length"));
        tab.AssertNothingWentWrong();
    }

    [Fact]
    public async Task SignOut_WhileAnAnswerIsUnderWay_ShowsItToNobody()
    {
        const string List = "**/api/v1/jobs/list*";
        var job = await host.SubmitAsync("aggregate");
        await using var tab = await host.OpenAsync();
        var release = new TaskCompletionSource();
        await tab.Page.RouteAsync(List, async route =>
        {
            await release.Task;
            await route.ContinueAsync();
        });
        await tab.Page.GetByLabel("Token or API key").FillAsync(host.App.NewToken(Role.Admin));
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(tab.Row("analytics-aggregation")).ToBeVisibleAsync();
        await tab.Button("Sign out").ClickAsync();
        var answer = await tab.Page.RunAndWaitForResponseAsync(
            () =>
            {
                release.SetResult();
                return Task.CompletedTask;
            },
            List);

        Assert.Contains(job, await answer.TextAsync(), StringComparison.Ordinal);
        await tab.Page.EvaluateAsync("fetch('/health/live').then(answer => answer.text())");
        Assert.DoesNotContain(job, await tab.Page.ContentAsync(), StringComparison.Ordinal);
        await Expect(tab.SignInForm).ToBeVisibleAsync();
        tab.AssertNothingWentWrong();
    }

    private static string OfAnotherProgram()
    {
        using var other = new DataFolder();
        return new LocalTokens(LocalSigningKey.ReadOrCreate(other.Path), TimeProvider.System).Create(Role.Admin);
    }
}
