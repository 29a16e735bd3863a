using FunctionsJobs.Security;
using FunctionsJobs.Tests.Servers;
using static Microsoft.Playwright.Assertions;

namespace FunctionsJobs.EndToEnd.Dashboard;

[NeedsChromium]
[Collection(DashboardCollection.Name)]
public sealed class HostileTextTests(DashboardHost host)
{
    private const string Image = "<img src=x onerror=alert(1)>";

    [Theory]
    [InlineData(Image)]
    [InlineData("</script><script src=//evil.example/x.js></script>")]
    [InlineData("\"'><svg onload=alert(1)><a href=javascript:alert(1)>")]
    [InlineData("\u202Egnp.exe\u2066\u200F מבחן")]
    public async Task Name_WithMarkupOrMarks_IsShownAsText(string name)
    {
        var tag = name[..Math.Min(name.Length, 64)];
        var job = await host.SubmitAsync(name, tags: tag);
        Assert.Equal("completed", await host.EndOfAsync(job));
        await using var tab = await host.OpenAsync(Role.Admin);
        await tab.Page.GetByLabel("Tag").FillAsync(tag);
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(tab.Page.Locator("#jobs tbody tr")).ToHaveCountAsync(1);
        var shown = await tab.OpenJobAsync(job);

        Assert.Equal(name, await shown.Locator("dt:text-is('Name') + dd").TextContentAsync());
        await AssertOnlyTextAsync(tab);
    }

    [Fact]
    public async Task Texts_OfAJob_AreShownAsText()
    {
        var job = await host.SubmitMailAsync($"{Image} {new string('W', 150)}", $"<script>alert(1)</script>\n\u202E{new string('W', 500)}");
        await host.EndOfAsync(job, DashboardHost.MailJobs);
        await using var tab = await host.OpenAsync(Role.Admin);
        var shown = await tab.OpenJobAsync(job);

        await Expect(shown.Locator("pre").First).ToContainTextAsync(Image);
        await Expect(shown.Locator("pre").First).ToContainTextAsync("<script>alert(1)</script>");
        Assert.False(await tab.ScrollsSidewaysAsync());
        await AssertOnlyTextAsync(tab);
    }

    // Were the page to make markup of data all the same, its policy would still let none of it run or load. This also shows that such a thing is noticed here.
    [Theory]
    [InlineData("<img src=http://evil.example/x.png>", "img-src")]
    [InlineData("<img src=data:, onerror=alert(1)>", "script-src")]
    [InlineData("<p style=position:fixed>", "style-src")]
    [InlineData("<iframe src=http://evil.example/></iframe>", "default-src")]
    public async Task Markup_ThatGotIntoThePage_IsStoppedByThePolicy(string markup, string directive)
    {
        await using var tab = await host.OpenAsync();
        await tab.Page.RunAndWaitForConsoleMessageAsync(
            () => tab.Page.EvaluateAsync("markup => document.body.insertAdjacentHTML('beforeend', markup)", markup),
            new() { Predicate = message => message.Text.Contains(directive, StringComparison.Ordinal) });

        Assert.NotEmpty(tab.Incidents);
        Assert.All(tab.Incidents, incident => Assert.StartsWith("console error", incident, StringComparison.Ordinal));
    }

    private static async Task AssertOnlyTextAsync(DashboardTab tab)
    {
        await Expect(tab.Page.Locator("img, a[href^=javascript], svg[onload], script[src]")).ToHaveCountAsync(0);
        await Expect(tab.Page.Locator("script")).ToHaveCountAsync(1);
        tab.AssertNothingWentWrong();
    }
}
