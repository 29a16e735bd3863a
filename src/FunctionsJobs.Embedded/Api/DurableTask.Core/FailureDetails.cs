namespace DurableTask.Core;

/// <summary>Why a task or an orchestration failed, as histories say it.</summary>
public class FailureDetails
{
    public FailureDetails(string errorType, string errorMessage, string? stackTrace, FailureDetails? innerFailure, bool isNonRetriable)
    {
        ErrorType = errorType;
        ErrorMessage = errorMessage;
        StackTrace = stackTrace;
        InnerFailure = innerFailure;
        IsNonRetriable = isNonRetriable;
    }

    /// <summary>Full name of the exception's type, or a name of the engine's own.</summary>
    public string ErrorType { get; }

    public string ErrorMessage { get; }

    public string? StackTrace { get; }

    public FailureDetails? InnerFailure { get; }

    /// <summary>Whether no attempt can succeed.</summary>
    public bool IsNonRetriable { get; }

    public override string ToString() => $"{ErrorType}: {ErrorMessage}";
}
