using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsJobs.Conformance.Patterns;

/// <summary>Tasks written as classes.</summary>
public sealed class ClassBasedTaskTests
{
    [Theory, EveryMode]
    public async Task Classes_WhenRegisteredByType_AreCalledByTheirClassName(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestrator<SumOfSquares>().AddActivity<SquareOf>());

        Assert.Equal(14, await host.OutputOfAsync<int>(nameof(SumOfSquares), new[] { 1, 2, 3 }));
    }

    [Theory, EveryMode]
    public async Task Classes_WhenTheAttributeNamesThem_AreCalledByThatName(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestrator<RenamedOrchestrator>());

        Assert.Equal("renamed", await host.OutputOfAsync<string>("Other"));
    }

    [Theory, EveryMode]
    public async Task Classes_WhenRegisteredUnderAName_AreCalledByThatName(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestrator<SumOfSquares>("Sum")
            .AddActivity<SquareOf>(nameof(SquareOf)));

        Assert.Equal(25, await host.OutputOfAsync<int>("Sum", new[] { 3, 4 }));
    }

    [Theory, EveryMode]
    public async Task ActivityClass_WhenItHasDependencies_GetsThemFromTheHost(DurableMode mode)
    {
        var settings = new HostSettings { Services = services => services.AddSingleton(new Greeting("Moin")) };
        await using var host = await mode.StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<string?>("Call", context => context.CallActivityAsync<string?>(nameof(Greet), "Mira"))
                .AddActivity<Greet>(),
            settings);

        Assert.Equal("Moin, Mira", await host.OutputOfAsync<string>("Call"));
    }

    [Theory, EveryMode]
    public async Task ActivityObject_WhenRegistered_ServesEveryCall(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int>("CountTwice", async context =>
            {
                await context.CallActivityAsync<int>("Count");
                return await context.CallActivityAsync<int>("Count");
            })
            .AddActivity("Count", new Counter()));

        Assert.Equal(2, await host.OutputOfAsync<int>("CountTwice"));
    }

    [Fact]
    public void Registry_WhenANameIsTaken_Refuses()
    {
        var registry = new DurableTaskRegistry().AddActivityFunc("Work", _ => { }).AddOrchestratorFunc("Work", _ => { });

        Assert.Throws<ArgumentException>(() => registry.AddActivityFunc("WORK", _ => { }));
        Assert.Throws<ArgumentException>(() => registry.AddOrchestratorFunc("WORK", _ => { }));
    }

    [Fact]
    public void Registry_WhenATypeIsNoTask_Refuses()
    {
        var registry = new DurableTaskRegistry();

        Assert.Throws<ArgumentException>(() => registry.AddActivity(typeof(string)));
        Assert.Throws<ArgumentException>(() => registry.AddOrchestrator<TaskOrchestrator<int, int>>());
        Assert.Throws<ArgumentNullException>(() => registry.AddActivity((ITaskActivity)null!));
        Assert.Throws<ArgumentException>(() => registry.AddActivityFunc(default, _ => { }));
    }

    [Fact]
    public void Registry_WhenTasksAreRegistered_ListsThem()
    {
        var registry = new DurableTaskRegistry()
            .AddActivityFunc("First", _ => { })
            .AddActivityFunc("Second", _ => { })
            .AddOrchestratorFunc("Third", _ => { });

        Assert.Equal(["First", "Second"], registry.GetActivities().Select(entry => entry.Key.Name).Order());
        Assert.Equal(["Third"], registry.GetOrchestrators().Select(entry => entry.Key.Name));
    }

    private sealed record Greeting(string Word);

    private sealed class SumOfSquares : TaskOrchestrator<int[], int>
    {
        public override async Task<int> RunAsync(TaskOrchestrationContext context, int[] input)
        {
            var squares = await Task.WhenAll(input.Select(number => context.CallActivityAsync<int>(nameof(SquareOf), number)));
            return squares.Sum();
        }
    }

    private sealed class SquareOf : TaskActivity<int, int>
    {
        public override Task<int> RunAsync(TaskActivityContext context, int input) => Task.FromResult(input * input);
    }

    [DurableTask("Other")]
    private sealed class RenamedOrchestrator : TaskOrchestrator<object?, string>
    {
        public override Task<string> RunAsync(TaskOrchestrationContext context, object? input) => Task.FromResult("renamed");
    }

    private sealed class Greet(Greeting greeting) : TaskActivity<string, string>
    {
        public override Task<string> RunAsync(TaskActivityContext context, string input) => Task.FromResult($"{greeting.Word}, {input}");
    }

    private sealed class Counter : TaskActivity<object?, int>
    {
        private int _count;

        public override Task<int> RunAsync(TaskActivityContext context, object? input) => Task.FromResult(++_count);
    }
}
