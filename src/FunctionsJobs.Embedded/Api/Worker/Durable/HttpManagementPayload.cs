namespace Microsoft.Azure.Functions.Worker;

/// <summary>The addresses of the management API for one orchestration instance. Each holds the system key.</summary>
public class HttpManagementPayload
{
    public HttpManagementPayload()
    {
    }

    /// <summary>The id of the instance.</summary>
    public string? Id { get; internal set; }

    /// <summary>GET answers with the status.</summary>
    public string? StatusQueryGetUri { get; internal set; }

    /// <summary>POST sends an event; put its name in the place of <c>{eventName}</c>.</summary>
    public string? SendEventPostUri { get; internal set; }

    /// <summary>POST ends the instance; put the reason in the place of <c>{text}</c>.</summary>
    public string? TerminatePostUri { get; internal set; }

    /// <summary>Always <see langword="null"/>, as in the real worker.</summary>
    public string? RewindPostUri { get; internal set; }

    /// <summary>DELETE removes the instance, once it is over, with its history.</summary>
    public string? PurgeHistoryDeleteUri { get; internal set; }

    /// <summary>Always <see langword="null"/>, as in the real worker.</summary>
    public string? RestartPostUri { get; internal set; }

    /// <summary>POST holds the instance; put the reason in the place of <c>{text}</c>.</summary>
    public string? SuspendPostUri { get; internal set; }

    /// <summary>POST lets the held instance go on; put the reason in the place of <c>{text}</c>.</summary>
    public string? ResumePostUri { get; internal set; }
}
