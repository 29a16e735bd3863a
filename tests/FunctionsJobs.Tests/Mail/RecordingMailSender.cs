using System.Collections.Concurrent;
using FunctionsJobs.Mail;

namespace FunctionsJobs.Tests.Mail;

/// <summary>A mail system that keeps what it is given, and fails as a test says. It holds to the rules as the real ones do.</summary>
internal sealed class RecordingMailSender : IMailSender
{
    private readonly ConcurrentQueue<MailContent> _mails = new();

    /// <summary>What it took, in order.</summary>
    public IReadOnlyList<MailContent> Mails => [.. _mails];

    /// <summary>The recipients of what it took, in order of their names.</summary>
    public IEnumerable<string> Recipients => _mails.Select(mail => mail.To).Order(StringComparer.Ordinal);

    /// <summary>How it fails for a recipient; null where it does not.</summary>
    public Func<string, MailException?> Fails { get; set; } = _ => null;

    public Task SendAsync(MailContent mail, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var message = MailMessages.Create(mail, new MailOptions());
        if (Fails(mail.To) is { } fault)
        {
            return Task.FromException(fault);
        }

        _mails.Enqueue(mail);
        return Task.CompletedTask;
    }

    public Task ProbeAsync(CancellationToken cancellation) => Task.CompletedTask;
}
