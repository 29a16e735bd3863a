using System.Net;
using FunctionsJobs.Health;
using FunctionsJobs.Tests.Lifecycle.Harness;
using FunctionsJobs.Tests.Queues.Harness;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace FunctionsJobs.Tests.Health;

public sealed class HealthTests(TestApp app) : IClassFixture<TestApp>
{
    [Theory]
    [InlineData("/health")]
    [InlineData("/health/ready")]
    public async Task Get_WhenAllIsWell_NamesEveryService(string url)
    {
        using var response = await app.Http.GetAsync(url);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(
            """{"status":"healthy","services":{"database":"healthy","analyticsRollups":"healthy","blobs":"healthy","redis":"healthy","queues":"healthy","mail":"healthy"}}""",
            await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task GetLive_Answers()
    {
        Assert.Equal("""{"status":"healthy","services":{}}""", await app.Http.GetStringAsync("/health/live"));
    }

    [Fact]
    public async Task Report_WhenAServiceFails_IsUnhealthyAndSaysWhich()
    {
        var view = await Reporter(Probe("one", Task.CompletedTask), Probe("two", Task.FromException(new IOException("secret")))).ReportAsync(
            new Mock<DurableTaskClient>("hub").Object, CancellationToken.None);

        Assert.Equal(HealthView.Unhealthy, view.Status);
        Assert.Equal(["one healthy", "two unhealthy"], view.Services.Select(service => $"{service.Key} {service.Value}"));
    }

    [Fact]
    public async Task Report_WhenAServiceFailsThatIsNotNeeded_IsDegraded()
    {
        var view = await Reporter(Probe("one", Task.CompletedTask), Probe("two", Task.FromException(new IOException("secret")), isNeeded: false)).ReportAsync(
            new Mock<DurableTaskClient>("hub").Object, CancellationToken.None);

        Assert.Equal(HealthView.Degraded, view.Status);
        Assert.Equal(["one healthy", "two unhealthy"], view.Services.Select(service => $"{service.Key} {service.Value}"));
    }

    [Fact]
    public async Task Report_WhenAServiceHangs_IsUnhealthyAfterTheLimit()
    {
        var time = new ManualTime();
        var report = new HealthReporter([Probe("stuck", new TaskCompletionSource().Task)], time, NullLogger<HealthReporter>.Instance)
            .ReportAsync(new Mock<DurableTaskClient>("hub").Object, CancellationToken.None);

        time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(HealthView.Unhealthy, (await report).Services["stuck"]);
    }

    private static HealthReporter Reporter(params IHealthProbe[] probes) => new(probes, TimeProvider.System, NullLogger<HealthReporter>.Instance);

    private static IHealthProbe Probe(string service, Task answer, bool isNeeded = true) => Mock.Of<IHealthProbe>(probe =>
        probe.Service == service && probe.IsNeeded == isNeeded && probe.ProbeAsync(It.IsAny<DurableTaskClient>(), It.IsAny<CancellationToken>()) == answer);
}
