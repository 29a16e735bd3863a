namespace FunctionsJobs.Embedded.Durable;

/// <summary>What an instance id may look like.</summary>
internal static class InstanceIdRules
{
    /// <summary>Longest id in UTF-16 units.</summary>
    public const int MaxLength = 256;

    /// <summary>Says what is wrong with the id of a new instance; <see langword="null"/> when nothing is.</summary>
    /// <remarks>White space at an end is refused here although the real host takes it: it is lost in links and logs.</remarks>
    public static string? FindProblem(string instanceId)
    {
        if (instanceId.Length == 0)
        {
            return "Orchestration instance ids must not be empty.";
        }

        if (instanceId.Length > MaxLength)
        {
            return $"Orchestration instance ids must not be longer than {MaxLength} characters.";
        }

        if (instanceId[0] == '@')
        {
            return "Orchestration instance ids must not start with @.";
        }

        if (char.IsWhiteSpace(instanceId[0]) || char.IsWhiteSpace(instanceId[^1]))
        {
            return "Orchestration instance ids must not start or end with white space.";
        }

        foreach (var character in instanceId)
        {
            if (character is '/' or '\\' or '#' or '?' || char.IsControl(character))
            {
                return "Orchestration instance ids must not contain /, \\, #, ?, or control characters.";
            }
        }

        return null;
    }

    /// <exception cref="ArgumentException">The id of a new instance is none.</exception>
    public static void Validate(string instanceId, string parameter)
    {
        if (FindProblem(instanceId) is { } problem)
        {
            throw new ArgumentException(problem, parameter);
        }
    }

    /// <summary>Any id that may stand in a hub, whatever the rules for new ones are, but none of an entity: those have calls of their own.</summary>
    /// <exception cref="ArgumentException">The id is empty, or that of an entity.</exception>
    public static void ValidateExisting(string instanceId, string parameter)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId, parameter);
        if (instanceId[0] == '@')
        {
            throw new ArgumentException("Ids that start with @ belong to entities.", parameter);
        }
    }

    /// <exception cref="ArgumentException">The id of a new sub-orchestration is none, or that of its parent.</exception>
    public static void ValidateChild(string instanceId, string parentId)
    {
        Validate(instanceId, nameof(instanceId));
        if (instanceId == parentId)
        {
            throw new ArgumentException("The instance id of a sub-orchestration must differ from that of its parent.", nameof(instanceId));
        }
    }
}
