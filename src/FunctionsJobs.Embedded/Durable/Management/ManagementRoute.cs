using Microsoft.AspNetCore.Http;

namespace FunctionsJobs.Embedded.Durable.Management;

/// <summary>Which call of the management API a request makes.</summary>
internal enum ManagementCall
{
    /// <summary>None; answered 404.</summary>
    None,
    Start,
    GetStatus,
    List,
    Purge,
    PurgeMany,
    Terminate,
    Suspend,
    Resume,
    Restart,
    Rewind,
    RaiseEvent,
    MakePrimary,
    ReadEntity,
    ListEntities,
    SignalEntity,
    DeleteEntity,
}

/// <summary>The parts of a management address below <see cref="BasePath"/>.</summary>
/// <param name="Call">The call; any other method or path is <see cref="ManagementCall.None"/>.</param>
/// <param name="InstanceId">The instance, unescaped; <see langword="null"/> when the call is about none.</param>
/// <param name="Name">The orchestrator to start, the event to raise or the name of the entity, unescaped.</param>
/// <param name="Key">The key of the entity, unescaped; <see langword="null"/> when there is none in the address.</param>
internal readonly record struct ManagementRoute(ManagementCall Call, string? InstanceId = null, string? Name = null, string? Key = null)
{
    public const string BasePath = "/runtime/webhooks/durabletask";

    private const int MaxSegments = 4;

    /// <summary>Reads the target of a request.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="rawTarget">
    /// The target as sent. Its segments are unescaped one by one, so an id may hold any escaped character; a path that the server has
    /// unescaped already cannot tell <c>%2F</c> from <c>%252F</c>.
    /// </param>
    /// <param name="path">The unescaped path, used when the raw target does not begin with <see cref="BasePath"/> (an absolute address, for instance).</param>
    public static ManagementRoute Parse(string method, string rawTarget, string path)
    {
        var raw = rawTarget.AsSpan();
        var end = raw.IndexOfAny('?', '#');
        raw = end < 0 ? raw : raw[..end];
        return IsBelowBase(raw)
            ? Parse(method, raw[BasePath.Length..], unescape: true)
            : IsBelowBase(path) ? Parse(method, path.AsSpan(BasePath.Length), unescape: false) : default;
    }

    private static bool IsBelowBase(ReadOnlySpan<char> path)
        => path.StartsWith(BasePath, StringComparison.OrdinalIgnoreCase) && (path.Length == BasePath.Length || path[BasePath.Length] == '/');

    private static ManagementRoute Parse(string method, ReadOnlySpan<char> path, bool unescape)
    {
        path = path.Trim('/');
        Span<Range> ranges = stackalloc Range[MaxSegments + 1];
        var count = path.Split(ranges, '/');
        if (count > MaxSegments)
        {
            return default;
        }

        var head = path[ranges[0]];
        var second = count > 1 ? path[ranges[1]] : default;
        var third = count > 2 ? path[ranges[2]] : default;
        var fourth = count > 3 ? path[ranges[3]] : default;
        if ((count > 2 && second.IsEmpty) || (count > 3 && third.IsEmpty))
        {
            return default;
        }

        if (Is(head, "instances"))
        {
            return ParseInstances(method, count, Text(second, unescape), third, Text(fourth, unescape));
        }

        if (Is(head, "orchestrators"))
        {
            return count is 2 or 3 && HttpMethods.IsPost(method)
                ? new ManagementRoute(ManagementCall.Start, Text(third, unescape), Text(second, unescape))
                : default;
        }

        if (Is(head, "entities"))
        {
            return ParseEntities(method, count, Text(second, unescape), Text(third, unescape));
        }

        return Is(head, "makeprimary") && count == 1 && HttpMethods.IsPost(method) ? new ManagementRoute(ManagementCall.MakePrimary) : default;
    }

    private static ManagementRoute ParseInstances(string method, int count, string? id, ReadOnlySpan<char> operation, string? name) => count switch
    {
        1 => new ManagementRoute(
            HttpMethods.IsGet(method) ? ManagementCall.List : HttpMethods.IsDelete(method) ? ManagementCall.PurgeMany : ManagementCall.None),
        2 => new ManagementRoute(
            HttpMethods.IsGet(method) ? ManagementCall.GetStatus : HttpMethods.IsDelete(method) ? ManagementCall.Purge : ManagementCall.None, id),
        3 when HttpMethods.IsPost(method) => new ManagementRoute(ParseOperation(operation), id),
        4 when HttpMethods.IsPost(method) && Is(operation, "raiseEvent") => new ManagementRoute(ManagementCall.RaiseEvent, id, name),
        _ => default,
    };

    // Without a key, only reading means all entities of the name; for the rest it is the empty key.
    private static ManagementRoute ParseEntities(string method, int count, string? name, string? key)
    {
        var call = HttpMethods.IsGet(method) ? key is null ? ManagementCall.ListEntities : ManagementCall.ReadEntity
            : HttpMethods.IsPost(method) && name is not null ? ManagementCall.SignalEntity
            : HttpMethods.IsDelete(method) && name is not null ? ManagementCall.DeleteEntity
            : ManagementCall.None;
        return count > 3 ? default : new ManagementRoute(call, Name: name, Key: key);
    }

    private static ManagementCall ParseOperation(ReadOnlySpan<char> operation)
        => Is(operation, "terminate") ? ManagementCall.Terminate
            : Is(operation, "suspend") ? ManagementCall.Suspend
            : Is(operation, "resume") ? ManagementCall.Resume
            : Is(operation, "restart") ? ManagementCall.Restart
            : Is(operation, "rewind") ? ManagementCall.Rewind
            : ManagementCall.None;

    private static bool Is(ReadOnlySpan<char> segment, string name) => segment.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static string? Text(ReadOnlySpan<char> segment, bool unescape)
        => segment.IsEmpty ? null : unescape && segment.Contains('%') ? Uri.UnescapeDataString(segment) : segment.ToString();
}
