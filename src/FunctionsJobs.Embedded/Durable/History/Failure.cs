using System.Text.Json;
using DurableTask.Core;
using Microsoft.DurableTask;

namespace FunctionsJobs.Embedded.Durable.History;

/// <summary>A failure as it is stored: what <see cref="TaskFailureDetails"/> says, and whether retrying is pointless.</summary>
internal sealed record Failure
{
    public required string ErrorType { get; init; }

    public required string ErrorMessage { get; init; }

    public string? StackTrace { get; init; }

    public Failure? InnerFailure { get; init; }

    /// <summary>Set when no attempt can succeed, for instance because there is no such function.</summary>
    public bool? IsNonRetriable { get; init; }

    public static Failure From(Exception exception) => From(TaskFailureDetails.FromException(exception)) with
    {
        IsNonRetriable = exception is TaskFailedException { IsNonRetriable: true } ? true : null,
    };

    public static Failure FromJson(string? json)
    {
        try
        {
            return (json is null ? null : JsonSerializer.Deserialize(json, HistoryJson.Default.Failure))
                ?? throw new InvalidHistoryException("A failure was stored without its details.");
        }
        catch (JsonException e)
        {
            throw new InvalidHistoryException($"Stored failure details cannot be read: {e.Message}", e);
        }
    }

    public string ToJson() => JsonSerializer.Serialize(this, HistoryJson.Default.Failure);

    public TaskFailureDetails ToDetails() => new(ErrorType, ErrorMessage, StackTrace, InnerFailure?.ToDetails(), null);

    /// <summary>The output of an instance that failed so, as in the real engine.</summary>
    public override string ToString() => $"{ErrorType}: {ErrorMessage}";

    /// <summary>The failure as public histories show it.</summary>
    public FailureDetails ToCore() => new(ErrorType, ErrorMessage, StackTrace, InnerFailure?.ToCore(), IsNonRetriable == true);

    private static Failure From(TaskFailureDetails details) => new()
    {
        ErrorType = details.ErrorType,
        ErrorMessage = details.ErrorMessage,
        StackTrace = details.StackTrace,
        InnerFailure = details.InnerFailure is { } inner ? From(inner) : null,
    };
}
