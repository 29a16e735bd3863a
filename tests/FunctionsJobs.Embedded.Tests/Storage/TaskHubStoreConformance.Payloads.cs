using FunctionsJobs.Embedded.Storage;
using static FunctionsJobs.Embedded.Tests.Storage.StoreSamples;

namespace FunctionsJobs.Embedded.Tests.Storage;

public abstract partial class TaskHubStoreConformance
{
    public static TheoryData<string> PayloadKinds => ["empty", "NUL", "number", "unicode", "large", "large unicode", "large and random", "largest"];

    [Theory]
    [MemberData(nameof(PayloadKinds))]
    public async Task CommitAsync_WhateverThePayload_ComesBackFromEveryPlace(string kind)
    {
        var payload = Payload(kind);
        var created = new InstanceRecord
        {
            InstanceId = "a",
            ExecutionId = "e",
            Name = "n",
            Status = InstanceStatus.Failed,
            CreatedAt = Noon,
            LastUpdatedAt = Noon,
            CompletedAt = Noon,
            Input = payload,
            Output = payload,
            CustomStatus = payload,
            Failure = payload,
        };
        var message = new MessageRecord { Target = "a", Kind = "k", Payload = payload, Detail = payload };
        var history = new HistoryRecord { Sequence = 1, Turn = 1, At = Noon, Type = "t", Payload = payload, Detail = payload };
        var updated = await Store.CreateAsync(Instance("b"));
        var finish = new InstanceUpdate
        {
            Key = updated,
            Status = InstanceStatus.Failed,
            LastUpdatedAt = Noon,
            CompletedAt = Noon,
            OpenActivities = 0,
            CustomStatus = payload,
            CustomStatusChanged = true,
            Output = payload,
            Failure = payload,
            NewExecution = new NewExecution("second", payload, ""),
        };
        await Store.CommitAsync(new TaskHubStep
        {
            Create = [New(created)], Update = finish, Append = [history], Enqueue = [message], Entities = [Entity("@e@k", payload)],
        });
        await Store.WriteDocumentAsync("d", payload, default);
        await ReopenAsync();

        Assert.Equivalent(created, await Get(Store, "a"), strict: true);
        var finished = (await Get(Store, "b"))!;
        Assert.Equal((payload, payload, payload, payload), (finished.Input, finished.Output, finished.CustomStatus, finished.Failure));
        Assert.Equivalent(history, Assert.Single(await Store.ReadHistoryAsync(updated, default)), strict: true);
        Assert.Equivalent(message, Assert.Single(await Store.ReadMessagesAsync([message.Id], default)), strict: true);
        Assert.Equal(payload, (await Store.GetEntityAsync("@e@k", default))!.State);
        Assert.Equal(payload, await Store.ReadDocumentAsync("d", default));
        Assert.Equal(payload, (await Store.QueryInstancesAsync(new() { WithPayloads = true }, null, 9, default)).Items[0].Input);
    }

    [Fact]
    public async Task CommitAsync_WhenAPayloadExceedsTheLimit_RefusesTheStepAndGoesOn()
    {
        var key = await Store.CreateAsync(Instance("a"));
        var tooLarge = new string('x', MaxPayloadSize + 1);
        var steps = new TaskHubStep[]
        {
            new() { Create = [New(new InstanceRecord { InstanceId = "b", ExecutionId = "e", Name = "n", Status = "Pending", CreatedAt = Noon, LastUpdatedAt = Noon, Input = tooLarge })] },
            new() { Create = [New(Instance("b"))], Update = Update(key), Append = [Event(1, tooLarge)] },
            new() { Create = [New(Instance("b"))], Enqueue = [Message("a", tooLarge)] },
            new() { Create = [New(Instance("b"))], Entities = [Entity("@e@k", tooLarge)] },
        };

        foreach (var step in steps)
        {
            var exception = await Assert.ThrowsAsync<PayloadTooLargeException>(() => Store.CommitAsync(step));
            Assert.Equal((MaxPayloadSize + 1, MaxPayloadSize), (exception.Size, exception.Limit));
            Assert.Contains("65,537", exception.Message, StringComparison.Ordinal);
            Assert.Contains("65,536", exception.Message, StringComparison.Ordinal);
        }

        await Assert.ThrowsAsync<PayloadTooLargeException>(() => Store.WriteDocumentAsync("d", tooLarge, default));
        Assert.Null(await Get(Store, "b"));
        Assert.True((await Store.CommitAsync(new TaskHubStep { Update = Update(key), Append = Events(1) })).Applied);
    }

    private protected const int MaxPayloadSize = 64 * 1024;

    private static string Payload(string kind) => kind switch
    {
        "empty" => "",
        "NUL" => "\0a\0\r\n\0",
        "number" => "1",
        "unicode" => "Grüße, 世界, 😀, \u202E, \uFFFF",
        "large" => string.Concat(Enumerable.Repeat("{\"value\":42},", 1_000)),
        "large unicode" => string.Concat(Enumerable.Repeat("世界😀\0", 500)),
        "large and random" => Convert.ToBase64String(RandomBytes(20_000)),
        "largest" => new string('世', MaxPayloadSize / 3) + "x",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static byte[] RandomBytes(int count)
    {
        var bytes = new byte[count];
        new Random(4711).NextBytes(bytes);
        return bytes;
    }
}
