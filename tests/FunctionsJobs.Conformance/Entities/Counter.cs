using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace FunctionsJobs.Conformance.Entities;

/// <summary>The entity most tests use: a number and the ways to change it.</summary>
public sealed class Counter : TaskEntity<int>
{
    public int Add(int amount) => State += amount;

    public int Get() => State;

    public int AddAndFail(int amount)
    {
        State += amount;
        Context.SignalEntity(new EntityInstanceId(nameof(Counter), "other"), nameof(Add), amount);
        throw new InvalidOperationException($"not {amount}");
    }

    public async Task<int> AddLater(int amount)
    {
        await Task.Yield();
        return State += amount;
    }

    public void Forward(EntityInstanceId target) => Context.SignalEntity(target, nameof(Add), State);

    public string StartOrchestration(string instanceId) =>
        Context.ScheduleNewOrchestration("Started", State, new StartOrchestrationOptions(instanceId));

    public string Name(TaskEntityContext context) => context.Id.ToString();

    private int Hidden() => State;
}
