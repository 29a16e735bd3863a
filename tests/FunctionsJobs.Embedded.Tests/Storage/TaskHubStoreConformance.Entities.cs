using FunctionsJobs.Embedded.Storage;
using static FunctionsJobs.Embedded.Tests.Storage.StoreSamples;

namespace FunctionsJobs.Embedded.Tests.Storage;

public abstract partial class TaskHubStoreConformance
{
    [Fact]
    public async Task CommitAsync_WhenEntitiesAreWritten_TheLastStateComesBack()
    {
        await Store.CommitAsync(new TaskHubStep { Entities = [Entity("@counter@a", "1")] });
        var last = new EntityRecord { EntityId = "@counter@a", State = "2", LastModifiedAt = Noon.AddTicks(5), LockedBy = "order-1", Detail = "{\"queue\":[]}" };
        await Store.CommitAsync(new TaskHubStep { Entities = [last, Entity("@counter@b", null)] });
        await ReopenAsync();

        Assert.Equivalent(last, await Store.GetEntityAsync("@counter@a", default), strict: true);
        Assert.Null((await Store.GetEntityAsync("@counter@b", default))!.State);
        Assert.Null(await Store.GetEntityAsync("@counter@c", default));
    }

    [Fact]
    public async Task CommitAsync_WhenAnEntityIsDeleted_ItIsGone()
    {
        await Store.CommitAsync(new TaskHubStep { Entities = [Entity("@counter@a")] });

        await Store.CommitAsync(new TaskHubStep { Entities = [Entity("@counter@a", delete: true), Entity("@counter@never", delete: true)] });

        Assert.Null(await Store.GetEntityAsync("@counter@a", default));
    }

    [Fact]
    public async Task QueryEntitiesAsync_ByConditions_PagesThroughThoseThatMeetAllInOrder()
    {
        var late = new EntityRecord { EntityId = "@b@3", State = "3", LastModifiedAt = Noon.AddHours(1) };
        await Store.CommitAsync(new TaskHubStep { Entities = [Entity("@b@2", "2"), late, Entity("@b@1", "1"), Entity("@a@1", "0"), Entity("@b@4", null)] });

        Assert.Equal(["@a@1", "@b@1", "@b@2", "@b@3"], await Ids(new()));
        Assert.Equal(["@b@1", "@b@2", "@b@3"], await Ids(new() { EntityIdPrefix = "@b@" }));
        Assert.Equal(["@b@1", "@b@2", "@b@3", "@b@4"], await Ids(new() { EntityIdPrefix = "@b@", WithoutState = true }));
        Assert.Equal(["@b@3"], await Ids(new() { LastModifiedFrom = Noon.AddTicks(1) }));
        Assert.Equal(["@a@1", "@b@1", "@b@2"], await Ids(new() { LastModifiedTo = Noon }));
        Assert.Equal("3", (await Store.QueryEntitiesAsync(new() { EntityIdPrefix = "@b@3", WithPayloads = true }, null, 1, default)).Items[0].State);
        Assert.Null((await Store.QueryEntitiesAsync(new() { EntityIdPrefix = "@b@3" }, null, 1, default)).Items[0].State);

        async Task<List<string>> Ids(EntityFilter filter)
        {
            var ids = new List<string>();
            string? token = null;
            do
            {
                var page = await Store.QueryEntitiesAsync(filter, token, 2, default);
                ids.AddRange(page.Items.Select(entity => entity.EntityId));
                token = page.Continuation;
            }
            while (token is not null);
            return ids;
        }
    }

    [Fact]
    public async Task WriteDocumentAsync_WhenWrittenAgain_TheLastOneComesBack()
    {
        Assert.Null(await Store.ReadDocumentAsync("timers/a", default));
        await Store.WriteDocumentAsync("timers/a", "1", default);
        await Store.WriteDocumentAsync("timers/b", "", default);
        await Store.WriteDocumentAsync("timers/a", "2", default);
        await ReopenAsync();

        Assert.Equal("2", await Store.ReadDocumentAsync("timers/a", default));
        Assert.Equal("", await Store.ReadDocumentAsync("timers/b", default));
    }
}
