using Microsoft.Extensions.Configuration;

namespace FunctionsJobs.JobStore.Admission;

/// <summary>Settings of the queues' default limits; configuration section <c>Queues</c>, one sub-section per queue.</summary>
public sealed class QueueCatalogueOptions : Dictionary<string, QueueLimitOptions>
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Queues";

    public QueueCatalogueOptions()
        : base(StringComparer.Ordinal)
    {
    }

    /// <summary>The queues of this program with the limits that the configuration gives them.</summary>
    /// <exception cref="InvalidOperationException">The configuration is invalid.</exception>
    public static QueueCatalogue Read(IConfiguration configuration) =>
        (configuration.GetSection(Section).Get<QueueCatalogueOptions>() ?? []).ApplyTo(QueueCatalogue.Standard);

    /// <summary>The catalogue with these settings in place of what it ships with.</summary>
    /// <exception cref="InvalidOperationException">A queue is not known, or a limit is invalid.</exception>
    public QueueCatalogue ApplyTo(QueueCatalogue catalogue)
    {
        if (Invalid(catalogue) is { } message)
        {
            throw new InvalidOperationException(message);
        }

        return new QueueCatalogue(catalogue.Queues.Select(queue =>
            TryGetValue(queue.Name, out var settings) ? queue with { Limits = settings.ApplyTo(queue.Limits) } : queue));
    }

    /// <summary>What is wrong with the settings, or null.</summary>
    public string? Invalid(QueueCatalogue catalogue)
    {
        foreach (var (name, settings) in this)
        {
            if (catalogue.Queues.SingleOrDefault(queue => queue.Name == name) is not { } queue)
            {
                return $"{Section}:{name} is no queue; there are {string.Join(", ", catalogue.Queues.Select(known => known.Name))}.";
            }

            if (settings.ApplyTo(queue.Limits).Invalid() is { } message)
            {
                return $"{Section}:{name}: {message}";
            }
        }

        return null;
    }
}
