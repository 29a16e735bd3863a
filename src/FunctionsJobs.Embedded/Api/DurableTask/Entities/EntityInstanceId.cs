using System.Text.Json.Serialization;

namespace Microsoft.DurableTask.Entities;

/// <summary>The id of an entity: a name in lower case, and a key. Written as <c>@name@key</c>.</summary>
[JsonConverter(typeof(EntityInstanceIdConverter))]
public readonly record struct EntityInstanceId
{
    /// <summary>Makes an id; the name is turned to lower case.</summary>
    /// <exception cref="ArgumentException">The name is empty or contains <c>@</c>, or the key is <see langword="null"/>.</exception>
    public EntityInstanceId(string name, string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(key);
        if (name[0] == '\0')
        {
            throw new ArgumentException("An entity name cannot start with the null character.", nameof(name));
        }

        if (name.Contains('@'))
        {
            throw new ArgumentException("Entity names may not contain '@' characters.", nameof(name));
        }

        Name = name.ToLowerInvariant();
        Key = key;
    }

    public string Name { get; }

    public string Key { get; }

    /// <summary>Reads <c>@name@key</c>; everything after the second <c>@</c> is the key.</summary>
    /// <exception cref="ArgumentException">The text is no entity id.</exception>
    public static EntityInstanceId FromString(string instanceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var separator = instanceId.IndexOf('@', 1);
        return instanceId[0] == '@' && separator > 0
            ? new EntityInstanceId(instanceId[1..separator], instanceId[(separator + 1)..])
            : throw new ArgumentException($"Instance ID '{instanceId}' is not a valid entity ID.", nameof(instanceId));
    }

    public override string ToString() => $"@{Name}@{Key}";
}
