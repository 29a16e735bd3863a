using System.Net;
using System.Text.Json;
using FunctionsJobs.Embedded.Durable.Management;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Moq;

namespace FunctionsJobs.Embedded.Tests.Management;

public sealed class WaitForCompletionResponseTests
{
    private const string Url = "http://localhost:7071/api/start";

    private static readonly DateTimeOffset Created = new(2024, 2, 29, 12, 0, 0, TimeSpan.Zero);

    private readonly Mock<DurableTaskClient> _client = new("hub");
    private readonly ManagementLinks _links = new(new DurableManagementOptions { HubName = "TestHub", SystemKey = "k" });

    [Fact]
    public async Task Wait_ForEndedInstance_AnswersItsState()
    {
        Finds(Instance(OrchestrationRuntimeStatus.Completed));
        var answer = await WaitAsync(getInputsAndOutputs: true);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(
            """{"Name":"Aggregate","InstanceId":"one","CreatedAt":"2024-02-29T12:00:00+00:00","LastUpdatedAt":"2024-02-29T12:00:01+00:00","RuntimeStatus":"Completed","SerializedInput":"1","SerializedOutput":"2","SerializedCustomStatus":"3"}""",
            System.Text.RegularExpressions.Regex.Unescape(answer.Text));
        Assert.Equal(["Content-Type: application/json; charset=utf-8"], answer.HeaderLines);
        _client.Verify(client => client.GetInstanceAsync("one", true, It.IsAny<CancellationToken>()), Times.Once);
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Failed, false, HttpStatusCode.OK)]
    [InlineData(OrchestrationRuntimeStatus.Failed, true, HttpStatusCode.InternalServerError)]
    [InlineData(OrchestrationRuntimeStatus.Terminated, true, HttpStatusCode.OK)]
    public async Task Wait_ForFailedInstance_AnswersTheCodeAskedFor(OrchestrationRuntimeStatus status, bool failAs500, HttpStatusCode expected)
    {
        Finds(Instance(status));
        var answer = await WaitAsync(returnInternalServerErrorOnFailure: failAs500);
        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(status.ToString(), JsonDocument.Parse(answer.Text).RootElement.GetProperty("RuntimeStatus").GetString());
    }

    [Fact]
    public async Task Wait_ForRunningInstance_AnswersWhenTheEngineTells()
    {
        var end = new TaskCompletionSource<OrchestrationMetadata>();
        Finds(Instance(OrchestrationRuntimeStatus.Running));
        _client.Setup(client => client.WaitForInstanceCompletionAsync("one", false, It.IsAny<CancellationToken>())).Returns(end.Task);
        var waiting = WaitAsync();
        Assert.False(waiting.IsCompleted);
        end.SetResult(Instance(OrchestrationRuntimeStatus.Completed));
        Assert.Equal(HttpStatusCode.OK, (await waiting).StatusCode);
    }

    [Fact]
    public async Task Wait_ForInstanceThatComesLater_LooksAgain()
    {
        _client.SetupSequence(client => client.GetInstanceAsync("one", false, It.IsAny<CancellationToken>()))
            .ReturnsAsync((OrchestrationMetadata?)null)
            .ReturnsAsync((OrchestrationMetadata?)null)
            .ReturnsAsync(Instance(OrchestrationRuntimeStatus.Completed));
        Assert.Equal(HttpStatusCode.OK, (await WaitAsync(retryInterval: TimeSpan.FromMilliseconds(1))).StatusCode);
    }

    [Fact]
    public async Task Wait_WhenCancelled_AnswersTheLinks()
    {
        using var cancelled = new CancellationTokenSource();
        Finds(Instance(OrchestrationRuntimeStatus.Running));
        _client.Setup(client => client.WaitForInstanceCompletionAsync("one", false, It.IsAny<CancellationToken>()))
            .Returns((string _, bool _, CancellationToken token) => new TaskCompletionSource<OrchestrationMetadata>().Task.WaitAsync(token));
        var waiting = WaitAsync(cancellation: cancelled.Token);
        await cancelled.CancelAsync();
        AssertLinks(await waiting);
    }

    [Fact]
    public async Task Wait_WhenCancelledBeforeTheInstanceExists_AnswersTheLinks()
    {
        using var cancelled = new CancellationTokenSource();
        _client.Setup(client => client.GetInstanceAsync("one", false, It.IsAny<CancellationToken>())).ReturnsAsync((OrchestrationMetadata?)null);
        var waiting = WaitAsync(retryInterval: TimeSpan.FromHours(1), cancellation: cancelled.Token);
        await cancelled.CancelAsync();
        AssertLinks(await waiting);
    }

    [Fact]
    public async Task Wait_WhenTheClientFails_Throws()
    {
        _client.Setup(client => client.GetInstanceAsync("one", false, It.IsAny<CancellationToken>())).ThrowsAsync(new IOException("gone"));
        await Assert.ThrowsAsync<IOException>(() => WaitAsync());
    }

    private static void AssertLinks(FakeResponse answer)
    {
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal(
            "http://localhost:7071/runtime/webhooks/durabletask/instances/one?code=k",
            JsonDocument.Parse(answer.Text).RootElement.GetProperty("StatusQueryGetUri").GetString());
    }

    private static OrchestrationMetadata Instance(OrchestrationRuntimeStatus status) => new("Aggregate", "one")
    {
        RuntimeStatus = status,
        CreatedAt = Created,
        LastUpdatedAt = Created.AddSeconds(1),
        SerializedInput = "1",
        SerializedOutput = "2",
        SerializedCustomStatus = "3",
    };

    private void Finds(OrchestrationMetadata instance)
        => _client.Setup(client => client.GetInstanceAsync("one", It.IsAny<bool>(), It.IsAny<CancellationToken>())).ReturnsAsync(instance);

    private async Task<FakeResponse> WaitAsync(
        TimeSpan? retryInterval = null, bool returnInternalServerErrorOnFailure = false, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
        => Assert.IsType<FakeResponse>(await _client.Object.WaitForCompletionOrCreateCheckStatusResponseAsync(
            FakeRequest.To(Url, _links), "one", retryInterval, returnInternalServerErrorOnFailure, getInputsAndOutputs, cancellation));
}
