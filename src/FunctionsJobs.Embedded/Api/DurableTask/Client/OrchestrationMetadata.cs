using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Microsoft.DurableTask.Client;

/// <summary>The state of an orchestration instance as read from the task hub.</summary>
public sealed class OrchestrationMetadata
{
    private const int MaxShownPayload = 50;

    public OrchestrationMetadata(string name, string instanceId)
    {
        Name = name;
        InstanceId = instanceId;
    }

    public string Name { get; }

    public string InstanceId { get; }

    /// <summary>Reads the payloads; <see langword="null"/> when they were not fetched.</summary>
    public DataConverter? DataConverter { get; init; }

    public OrchestrationRuntimeStatus RuntimeStatus { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset LastUpdatedAt { get; init; }

    public string? SerializedInput { get; init; }

    public string? SerializedOutput { get; init; }

    public string? SerializedCustomStatus { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Why the instance failed; <see langword="null"/> unless it did.</summary>
    public TaskFailureDetails? FailureDetails { get; init; }

    public bool IsRunning => RuntimeStatus is OrchestrationRuntimeStatus.Running;

    public bool IsCompleted => RuntimeStatus is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;

    /// <exception cref="InvalidOperationException">The payloads were not fetched.</exception>
    public T? ReadInputAs<T>() => RequirePayloads("input").Deserialize<T>(SerializedInput);

    /// <exception cref="InvalidOperationException">The payloads were not fetched.</exception>
    public T? ReadOutputAs<T>() => RequirePayloads("output").Deserialize<T>(SerializedOutput);

    /// <exception cref="InvalidOperationException">The payloads were not fetched.</exception>
    public T? ReadCustomStatusAs<T>() => RequirePayloads("input and output").Deserialize<T>(SerializedCustomStatus);

    public override string ToString()
    {
        var text = $"[Name: '{Name}', ID: '{InstanceId}', RuntimeStatus: {RuntimeStatus}, CreatedAt: {CreatedAt:s}, LastUpdatedAt: {LastUpdatedAt:s}";
        if (SerializedInput is not null)
        {
            text += $", Input: '{Shorten(SerializedInput)}'";
        }

        if (SerializedOutput is not null)
        {
            text += $", Output: '{Shorten(SerializedOutput)}'";
        }

        if (FailureDetails is not null)
        {
            text += $", FailureDetails: '{FailureDetails.ErrorType} - {Shorten(FailureDetails.ErrorMessage)}'";
        }

        return text + "]";
    }

    private static string Shorten(string payload) => payload.Length > MaxShownPayload ? payload[..MaxShownPayload] + "..." : payload;

    private DataConverter RequirePayloads(string kind, [CallerMemberName] string method = "") => DataConverter
        ?? throw new InvalidOperationException($"The {method} method can only be used on {nameof(OrchestrationMetadata)} objects that are fetched with the option to include {kind} data.");
}
