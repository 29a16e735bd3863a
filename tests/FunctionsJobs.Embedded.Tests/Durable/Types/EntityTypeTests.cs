using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;

namespace FunctionsJobs.Embedded.Tests.Durable.Types;

public sealed class EntityTypeTests
{
    [Fact]
    public void EntityInstanceId_WhenMade_HasItsNameInLowerCase()
    {
        var id = new EntityInstanceId("Counter", "Key@1");

        Assert.Equal("@counter@Key@1", id.ToString());
        Assert.Equal(id, EntityInstanceId.FromString("@COUNTER@Key@1"));
        Assert.Equal(new EntityInstanceId("counter", ""), EntityInstanceId.FromString("@counter@"));
        Assert.Equal("\"@counter@Key@1\"", JsonSerializer.Serialize(id));
        Assert.Equal(id, JsonSerializer.Deserialize<EntityInstanceId>("\"@counter@Key@1\""));
    }

    [Theory]
    [InlineData("")]
    [InlineData("counter")]
    [InlineData("counter@a")]
    [InlineData("@counter")]
    [InlineData("@@a")]
    public void EntityInstanceId_WhenTheTextIsNone_Throws(string text) => Assert.Throws<ArgumentException>(() => EntityInstanceId.FromString(text));

    [Fact]
    public void EntityInstanceId_WhenThePartsAreNone_Throws()
    {
        Assert.Throws<ArgumentException>(() => new EntityInstanceId("a@b", "k"));
        Assert.Throws<ArgumentException>(() => new EntityInstanceId("\0a", "k"));
        Assert.Throws<ArgumentNullException>(() => new EntityInstanceId(null!, "k"));
        Assert.Throws<ArgumentNullException>(() => new EntityInstanceId("a", null!));
    }

    [Fact]
    public void SignalEntityOptions_WhenConverted_KeepsTheTime()
    {
        SignalEntityOptions at = DateTimeOffset.UnixEpoch;
        SignalEntityOptions? none = (bool?)null;

        Assert.Equal(DateTimeOffset.UnixEpoch, at.SignalTime);
        Assert.Null(none);
        Assert.Null((SignalEntityOptions?)(bool?)false);
        Assert.Null(((SignalEntityOptions?)(bool?)true)!.SignalTime);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("Counter", "@counter")]
    [InlineData("@Counter", "@counter")]
    [InlineData("Counter@Key", "@counter@Key")]
    public void EntityQuery_WhenAPrefixIsGiven_NormalizesIt(string? given, string? expected)
    {
        var query = new EntityQuery { InstanceIdStartsWith = given };

        Assert.Equal(expected, query.InstanceIdStartsWith);
        Assert.True(query.IncludeState);
        Assert.False(query.IncludeTransient);
    }

    [Fact]
    public void EntityMetadata_WhenSerialized_HasWhatItHas()
    {
        var id = new EntityInstanceId("counter", "a");
        var bare = new EntityMetadata(id);
        var full = new EntityMetadata<int>(id, 5) { BacklogQueueSize = 2, LockedBy = "me", LastModifiedTime = DateTimeOffset.UnixEpoch };
        var raw = new EntityMetadata(id, new SerializedData("5"));

        Assert.Equal("{\"Id\":\"@counter@a\",\"LastModifiedTime\":\"0001-01-01T00:00:00+00:00\"}", JsonSerializer.Serialize(bare));
        Assert.Equal(
            "{\"id\":\"@counter@a\",\"lastModifiedTime\":\"1970-01-01T00:00:00+00:00\",\"backlogQueueSize\":2,\"lockedBy\":\"me\",\"state\":5}",
            JsonSerializer.Serialize(full, JsonSerializerOptions.Web));
        Assert.Contains("\"State\":\"5\"", JsonSerializer.Serialize(raw), StringComparison.Ordinal);
        Assert.Equal(5, raw.State.ReadAs<int>());
        Assert.Throws<InvalidOperationException>(() => bare.State);
        Assert.Throws<ArgumentException>(() => new EntityMetadata(default));
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Deserialize<EntityMetadata<int>>("{}"));
    }

    [Theory]
    [InlineData("add", 5, 15)]
    [InlineData("ADD", 5, 15)]
    [InlineData("addslowly", 5, 15)]
    [InlineData("addValue", 5, 15)]
    public async Task TaskEntity_WhenAnOperationIsDispatched_StoresTheStateAfterIt(string name, int input, int expected)
    {
        var state = new FakeState(10);

        var result = await new Counter().RunAsync(new FakeOperation(name, state, input));

        Assert.Equal(expected, state.Value);
        Assert.Equal(name == "addslowly" ? null : (object)expected, result);
    }

    [Fact]
    public async Task TaskEntity_WhenAnOperationThrows_LeavesTheState()
    {
        var state = new FakeState(10);

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await new Counter().RunAsync(new FakeOperation("break", state)));

        Assert.Equal(10, state.Value);
    }

    [Fact]
    public async Task TaskEntity_WhenDeleted_HasNoState()
    {
        var state = new FakeState(10);

        await new Counter().RunAsync(new FakeOperation("Delete", state));

        Assert.False(state.HasState);
    }

    [Fact]
    public async Task TaskEntity_WhenThereIsNoState_BeginsWithANewOne()
    {
        var state = new FakeState(null);

        Assert.Equal(3, await new Counter().RunAsync(new FakeOperation("add", state, 3)));
        Assert.Equal("1 @fake@x", await new Counter().RunAsync(new FakeOperation("describe", state, 1)));
        Assert.Equal(4, await new Counter().RunAsync(new FakeOperation("default", state)));
    }

    [Theory]
    [InlineData("ToString")]
    [InlineData("GetHashCode")]
    [InlineData("GetType")]
    [InlineData("RunAsync")]
    [InlineData("get_Visible")]
    [InlineData("set_Visible")]
    [InlineData("Hidden")]
    [InlineData("nothing")]
    public async Task TaskEntity_WhenTheNameIsNoDeclaredOperation_Throws(string name)
    {
        await Assert.ThrowsAsync<NotSupportedException>(async () => await new Counter().RunAsync(new FakeOperation(name, new FakeState(1), 1)));
    }

    [Theory]
    [InlineData("add")]
    [InlineData("twoInputs")]
    public async Task TaskEntity_WhenParametersCannotBeBound_Throws(string name)
    {
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await new Counter().RunAsync(new FakeOperation(name, new FakeState(1))));
    }

    private sealed class Counter : TaskEntity<int>
    {
        public int Visible { get; set; }

        public int Add(int value) => State += value;

        public async Task AddSlowly(int value)
        {
            await Task.Yield();
            State += value;
        }

        public ValueTask<int> AddValue(int value) => new(State += value);

        public int Default(int value = 1) => State += value;

        public string Describe(TaskEntityContext context, int value) => $"{value} {context.Id}";

        public void Break()
        {
            State = 99;
            throw new InvalidOperationException();
        }

        public int TwoInputs(int a, int b) => a + b;

        internal int Hidden(int value) => value;
    }

    private sealed class FakeOperation(string name, FakeState state, object? input = null) : TaskEntityOperation
    {
        public override string Name => name;

        public override TaskEntityContext Context { get; } = new FakeContext();

        public override TaskEntityState State => state;

        public override bool HasInput => input is not null;

        public override object? GetInput(Type inputType) => input;
    }

    private sealed class FakeState(object? value) : TaskEntityState
    {
        public object? Value { get; private set; } = value;

        public override bool HasState => Value is not null;

        public override object? GetState(Type type) => Value;

        public override void SetState(object? state) => Value = state;
    }

    private sealed class FakeContext : TaskEntityContext
    {
        public override EntityInstanceId Id { get; } = new("fake", "x");

        public override void SignalEntity(EntityInstanceId id, string operationName, object? input = null, SignalEntityOptions? options = null) =>
            throw new NotSupportedException();

        public override string ScheduleNewOrchestration(TaskName name, object? input = null, StartOrchestrationOptions? options = null) =>
            throw new NotSupportedException();
    }
}
