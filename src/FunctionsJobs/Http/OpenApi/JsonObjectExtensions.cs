using System.Text.Json.Nodes;

namespace FunctionsJobs.Http.OpenApi;

/// <summary>Leaves out what does not apply.</summary>
internal static class JsonObjectExtensions
{
    /// <summary>The same object, without the members that are null.</summary>
    public static JsonObject WithoutNulls(this JsonObject value)
    {
        foreach (var (name, _) in value.Where(member => member.Value is null).ToArray())
        {
            value.Remove(name);
        }

        return value;
    }
}
