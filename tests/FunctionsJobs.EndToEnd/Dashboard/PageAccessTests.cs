using FunctionsJobs.Security;
using FunctionsJobs.Tests.Servers;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FunctionsJobs.EndToEnd.Dashboard;

/// <summary>The page for those who have no mouse, a narrow screen, or a dark one.</summary>
[NeedsChromium]
[Collection(DashboardCollection.Name)]
public sealed class PageAccessTests(DashboardHost host)
{
    [Fact]
    public async Task Keyboard_ReachesEveryControlAndEachHasAName()
    {
        var job = await host.SubmitAsync("aggregate");
        await host.EndOfAsync(job);
        await using var tab = await host.OpenAsync();
        await AssertReachableAsync(tab);
        await tab.SignInAsync(host.App.NewToken(Role.Admin));
        await Expect(tab.Button(job)).ToBeVisibleAsync();
        await AssertReachableAsync(tab);

        await tab.Button(job).FocusAsync();
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(tab.Job.Locator("pre").First).ToBeVisibleAsync();
        await AssertReachableAsync(tab);
        await tab.Page.Keyboard.PressAsync("Escape");

        await Expect(tab.Job).ToBeHiddenAsync();
        await Expect(tab.Button(job)).ToBeFocusedAsync();
        tab.AssertNothingWentWrong();
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Page_OnANarrowScreenOfEitherScheme_IsReadableWithoutScrollingSideways(ColorScheme scheme)
    {
        var job = await host.SubmitAsync(new string('W', 128), $"{scheme}{new string('W', 200)}");
        await host.EndOfAsync(job);
        await using var tab = await host.OpenAsync(scheme, width: 320);
        await AssertReadableAsync(tab, scheme);
        await tab.SignInAsync(host.App.NewToken(Role.Admin));
        await Expect(tab.Page.Locator("#chart")).ToBeVisibleAsync();
        await Expect(tab.Button(job)).ToBeVisibleAsync();
        await AssertReadableAsync(tab, scheme);

        await tab.OpenJobAsync(job);
        await AssertReadableAsync(tab, scheme);
        tab.AssertNothingWentWrong();
    }

    private static async Task AssertReachableAsync(DashboardTab tab)
    {
        var controls = await tab.Page.EvaluateAsync<string[]>(PageProbes.Controls);
        Assert.NotEmpty(controls);
        await tab.Page.EvaluateAsync("document.activeElement.blur()");
        var stops = new HashSet<string>();
        foreach (var _ in Enumerable.Range(0, controls.Length + 3))
        {
            await tab.Page.Keyboard.PressAsync("Tab");
            stops.Add(await tab.Page.EvaluateAsync<string>(PageProbes.Focused));
        }

        Assert.Empty(controls.Except(stops));
        Assert.Empty(await PageProbes.NamelessAsync(tab.Page));
    }

    private static async Task AssertReadableAsync(DashboardTab tab, ColorScheme scheme)
    {
        Assert.False(await tab.ScrollsSidewaysAsync(), "wider than the screen");
        Assert.Equal(scheme == ColorScheme.Dark, await tab.Page.EvaluateAsync<bool>(PageProbes.IsDark));
        Assert.Empty(await tab.Page.EvaluateAsync<string[]>(PageProbes.PaleTexts));
    }
}
