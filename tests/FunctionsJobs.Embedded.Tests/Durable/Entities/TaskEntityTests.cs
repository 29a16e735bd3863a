using FunctionsJobs.Embedded.Tests.Durable.Harness;
using Microsoft.DurableTask.Entities;

namespace FunctionsJobs.Embedded.Tests.Durable.Entities;

public sealed class TaskEntityTestsInMemory() : TaskEntityTests(false);

public sealed class TaskEntityTestsReplayed() : TaskEntityTests(true);

/// <summary>How operations come to the methods of a class, and what becomes of its state.</summary>
public abstract class TaskEntityTests(bool forceReplay) : DurableTest(forceReplay)
{
    private static readonly EntityInstanceId s_id = new("Account", "a");

    [Theory]
    [InlineData("Sync", "5")]
    [InlineData("ValueTaskOf", "5")]
    [InlineData("TaskOf", "5")]
    [InlineData("JustTask", "(null)")]
    [InlineData("JustValueTask", "(null)")]
    [InlineData("NoResult", "(null)")]
    [InlineData("WithContext", "\"@account@a\"")]
    [InlineData("ContextLast", "\"@account@a 5\"")]
    public async Task Operation_OfAnyShape_RunsAndKeepsTheState(string operation, string expected)
    {
        Functions.Entity<Account>("Account");
        Functions.Orchestrator("Call", async context =>
        {
            var result = await context.Entities.CallEntityAsync<System.Text.Json.JsonElement?>(s_id, operation, 5);
            return $"{result?.GetRawText() ?? "(null)"} {await context.Entities.CallEntityAsync<int>(s_id, "Balance")}";
        });
        var hub = await StartAsync();

        Assert.Equal($"{expected} 5", (await hub.RunAsync("Call")).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData("FailsLater")]
    [InlineData("FailsAtOnce")]
    [InlineData("FailsAsValueTask")]
    public async Task Operation_WhenItThrows_ChangesNothing(string operation)
    {
        Functions.Entity<Account>("Account");
        Functions.Orchestrator("Call", async context =>
        {
            await context.Entities.CallEntityAsync(s_id, "Sync", 5);
            var failure = await Assert.ThrowsAsync<EntityOperationFailedException>(() => context.Entities.CallEntityAsync(s_id, operation, 7));
            return $"{failure.FailureDetails.ErrorMessage} {await context.Entities.CallEntityAsync<int>(s_id, "Balance")}";
        });
        var hub = await StartAsync();

        Assert.Equal($"{operation} 5", (await hub.RunAsync("Call")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Operation_WithADefaultInput_TakesItWhenNoneIsGiven()
    {
        Functions.Entity<Account>("Account");
        Functions.Orchestrator("Call", context => context.Entities.CallEntityAsync<int>(s_id, "Optional"));
        var hub = await StartAsync();

        Assert.Equal(42, (await hub.RunAsync("Call")).ReadOutputAs<int>());
    }

    [Theory]
    [InlineData("TwoInputs", "the input is bound to parameter")]
    [InlineData("TwoContexts", "the context is bound to parameter")]
    [InlineData("Twice", "Entity operation 'Twice' is ambiguous")]
    public async Task Operation_WhenItCannotBeBound_FailsSayingWhy(string operation, string message)
    {
        Functions.Entity<Account>("Account");
        Functions.Orchestrator("Call", async context =>
            (await Assert.ThrowsAsync<EntityOperationFailedException>(() => context.Entities.CallEntityAsync(s_id, operation, 1))).FailureDetails.ErrorMessage);
        var hub = await StartAsync();

        Assert.Contains(message, (await hub.RunAsync("Call")).ReadOutputAs<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task State_WhenSetToNull_DeletesTheEntity()
    {
        Functions.Entity<Note>("Account");
        var hub = await StartAsync();
        await hub.Client.Entities.SignalEntityAsync(s_id, "Write", "text");
        await hub.EntityHoldsAsync(s_id, "text");

        await hub.Client.Entities.SignalEntityAsync(s_id, "Erase");

        await hub.EntityIsGoneAsync(s_id);
        Assert.Null(await hub.Store.GetEntityAsync("@account@a", default));
    }

    [Fact]
    public async Task Delete_WhenTheClassDeclaresIt_IsTheClassesOwn()
    {
        Functions.Entity<Undeletable>("Account");
        Functions.Orchestrator("Call", async context =>
        {
            await context.Entities.CallEntityAsync(s_id, "Set", 1);
            return await context.Entities.CallEntityAsync<string>(s_id, "delete");
        });
        var hub = await StartAsync();

        Assert.Equal("kept", (await hub.RunAsync("Call")).ReadOutputAs<string>());
        await hub.EntityHoldsAsync(s_id, 1);
    }

    [Fact]
    public async Task State_WhenThereIsNone_IsInitialized()
    {
        Functions.Entity<Undeletable>("Account");
        Functions.Orchestrator("Call", context => context.Entities.CallEntityAsync<int>(s_id, "Read"));
        var hub = await StartAsync();

        Assert.Equal(100, (await hub.RunAsync("Call")).ReadOutputAs<int>());
    }

    private sealed class Account : TaskEntity<int>
    {
        public int Balance() => State;

        public int Sync(int amount) => State += amount;

        public ValueTask<int> ValueTaskOf(int amount) => new(State += amount);

        public async Task<int> TaskOf(int amount)
        {
            await Task.Yield();
            return State += amount;
        }

        public async Task JustTask(int amount)
        {
            await Task.Yield();
            State += amount;
        }

        public async ValueTask JustValueTask(int amount)
        {
            await Task.Yield();
            State += amount;
        }

        public void NoResult(int amount) => State += amount;

        public string WithContext(TaskEntityContext context)
        {
            State += 5;
            return context.Id.ToString();
        }

        public string ContextLast(int amount, TaskEntityContext context) => $"{context.Id} {State += amount}";

        public int Optional(int amount = 42) => State += amount;

        public void TwoInputs(int first, int second) => State = first + second;

        public void TwoContexts(TaskEntityContext first, TaskEntityContext second) => State = first == second ? 1 : 2;

        public void Twice(int amount) => State = amount;

        public void Twice(string amount) => State = amount.Length;

        public async Task FailsLater(int amount)
        {
            State += amount;
            await Task.Yield();
            throw new InvalidOperationException(nameof(FailsLater));
        }

        public void FailsAtOnce(int amount)
        {
            State += amount;
            throw new InvalidOperationException(nameof(FailsAtOnce));
        }

        public ValueTask<int> FailsAsValueTask(int amount)
        {
            State += amount;
            return ValueTask.FromException<int>(new InvalidOperationException(nameof(FailsAsValueTask)));
        }
    }

    private sealed class Note : TaskEntity<string?>
    {
        public void Write(string text) => State = text;

        public void Erase() => State = null;

        protected override string? InitializeState(TaskEntityOperation entityOperation) => null;
    }

    private sealed class Undeletable : TaskEntity<int>
    {
        public int Read() => State;

        public void Set(int value) => State = value;

        public string Delete() => "kept";

        protected override int InitializeState(TaskEntityOperation entityOperation) => 100;
    }
}
