// Without nullability, as the real type; and with fields, as there.
#nullable disable

namespace DurableTask.Core;

/// <summary>The orchestration that called another one.</summary>
public class ParentInstance
{
    public string Name;

    public OrchestrationInstance OrchestrationInstance;

    /// <summary>The parent's task id of the call.</summary>
    public int TaskScheduleId;

    public string Version;
}
