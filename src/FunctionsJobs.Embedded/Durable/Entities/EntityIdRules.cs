using Microsoft.DurableTask.Entities;

namespace FunctionsJobs.Embedded.Durable.Entities;

/// <summary>What the id of an entity may look like.</summary>
internal static class EntityIdRules
{
    /// <summary>Longest id in UTF-16 units, both <c>@</c> counted.</summary>
    public const int MaxLength = InstanceIdRules.MaxLength;

    /// <summary>Whether the receiver of a message is an entity; ids of orchestrations do not begin with <c>@</c>.</summary>
    public static bool IsEntity(string target) => target.Length > 0 && target[0] == '@';

    /// <summary>Checks what <see cref="EntityInstanceId"/> itself leaves open.</summary>
    /// <remarks>Unlike the ids of orchestrations a key may hold any printable character: it is often an address or a path.</remarks>
    /// <exception cref="ArgumentException">The id is the default value, too long, or holds characters that would not survive storage or logs.</exception>
    public static void Validate(EntityInstanceId id, string parameter)
    {
        if (id.Name is null)
        {
            throw new ArgumentException("The default value of EntityInstanceId is no entity.", parameter);
        }

        var text = id.ToString();
        if (text.Length > MaxLength)
        {
            throw new ArgumentException($"Entity ids must not be longer than {MaxLength} characters, name and key together.", parameter);
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]))
            {
                throw new ArgumentException("Entity ids must not contain control characters.", parameter);
            }

            if (char.IsSurrogatePair(text, i))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                throw new ArgumentException("Entity ids must not contain half of a surrogate pair.", parameter);
            }
        }
    }
}
