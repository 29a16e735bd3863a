namespace FunctionsJobs.Mail;

/// <summary>A mail could not be handed over.</summary>
/// <param name="message">Why, without the recipient or the content.</param>
/// <param name="isTransient">Whether trying again may help.</param>
/// <param name="innerException">What the mail system said.</param>
public sealed class MailException(string message, bool isTransient, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>Whether trying again may help.</summary>
    public bool IsTransient { get; } = isTransient;
}
