using System.Net;
using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Tests.Management;

public sealed class ControlCallTests(ManagementServer server) : IClassFixture<ManagementServer>
{
    public static TheoryData<string> Operations => ["terminate", "suspend", "resume"];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Control_OfActiveInstance_Answers202AndHandsTheReasonOn(string operation)
    {
        var id = $"active-{operation}";
        server.Hub.Add(id, InstanceStatus.Running);
        await AnswerAssert.EmptyAsync(HttpStatusCode.Accepted, await server.PostAsync($"/instances/{id}/{operation}?Reason=too%20late+%26%20old"));
        await AnswerAssert.EmptyAsync(HttpStatusCode.Accepted, await server.PostAsync($"/instances/{id}/{operation.ToUpperInvariant()}/"));
        Assert.Equal([$"{operation} {id} too late & old", $"{operation} {id} "], server.Hub.Calls.Where(call => call.Contains(id, StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Control_OfEndedInstance_Answers410(string operation)
    {
        foreach (var status in InstanceStatus.Terminal)
        {
            server.Hub.Add("ended", status);
            await AnswerAssert.EmptyAsync(HttpStatusCode.Gone, await server.PostAsync($"/instances/ended/{operation}?reason=x"));
        }

        Assert.DoesNotContain(server.Hub.Calls, call => call.Contains("ended", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Control_OfUnknownInstance_Answers404(string operation)
        => await AnswerAssert.EmptyAsync(HttpStatusCode.NotFound, await server.PostAsync($"/instances/missing/{operation}"));
}
