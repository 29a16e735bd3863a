using Microsoft.DurableTask.Entities;

namespace FunctionsJobs.Embedded.Tests.Durable.Entities;

/// <summary>A number that grows.</summary>
internal sealed class Counter : TaskEntity<int>
{
    public int Add(int amount) => State += amount;

    public int Get() => State;

    public void Set(int value) => State = value;

    public void Fail(string message)
    {
        State = -1;
        throw new InvalidOperationException(message);
    }
}
