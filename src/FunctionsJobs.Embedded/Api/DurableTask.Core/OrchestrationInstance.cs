// Without nullability, as the real type.
#nullable disable

namespace DurableTask.Core;

/// <summary>One execution of an instance.</summary>
public class OrchestrationInstance
{
    public string InstanceId { get; set; }

    public string ExecutionId { get; set; }
}
