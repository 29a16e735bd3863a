using FunctionsJobs.Embedded.Durable.History;

namespace FunctionsJobs.Embedded.Durable.Entities;

/// <summary>Faults of entities that the engine finds.</summary>
internal static class EntityFaults
{
    /// <summary>There is no entity of that name.</summary>
    public static Failure NotFound(string name) => new()
    {
        ErrorType = "EntityTaskNotFound",
        ErrorMessage = $"No entity task named '{name}' was found.",
        IsNonRetriable = true,
    };

    /// <summary>The entity's function threw outside of an operation.</summary>
    public static Failure FunctionFailed(string name, Exception exception) => new()
    {
        ErrorType = "FunctionInvocationFailed",
        ErrorMessage = $"Invocation of function '{name}' failed with an exception.",
        InnerFailure = Failure.From(exception),
        IsNonRetriable = true,
    };

    /// <summary>The entity's function ended without a result.</summary>
    public static InvalidOperationException NotDispatched(string name) => new(
        $"The function of entity '{name}' ended without having dispatched its operations. Return or await the task of TaskEntityDispatcher.DispatchAsync.");
}
