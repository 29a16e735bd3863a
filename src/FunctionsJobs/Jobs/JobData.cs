using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FunctionsJobs.Http;

namespace FunctionsJobs.Jobs;

/// <summary>Reads a part of a request that is only understood once the job type is known, as strictly as the whole body is read.</summary>
internal static class JobData
{
    /// <summary>The largest number, either way, that every JSON reader keeps exactly (2^53 - 1).</summary>
    private const long LargestExact = 9_007_199_254_740_991;

    /// <summary>Reads a value, or notes by path what is wrong with it and answers null.</summary>
    /// <param name="value">The value.</param>
    /// <param name="type">Generated metadata of its shape.</param>
    /// <param name="path">Where the value stands in the body, such as <c>$.data</c>.</param>
    /// <param name="errors">Takes what is wrong.</param>
    public static T? Read<T>(JsonElement value, JsonTypeInfo<T> type, string path, FieldErrors errors)
        where T : class
    {
        var found = new FieldErrors();
        if (value.ValueKind == JsonValueKind.Null)
        {
            found.Add(path, "must not be null");
        }
        else
        {
            JsonShape.Check(value, type, path, found);
            CheckValues(value, path, found);
        }

        if (found.IsEmpty)
        {
            try
            {
                return value.Deserialize(type);
            }
            catch (JsonException e)
            {
                // Paths of the serialiser start at the value that was handed to it.
                found.Add(path + e.Path?.TrimStart('$'), "has a value of the wrong type or out of range");
            }
        }

        foreach (var (field, messages) in found.ToDictionary())
        {
            foreach (var message in messages)
            {
                errors.Add(field, message);
            }
        }

        return null;
    }

    /// <summary>Refuses values that databases and other readers would not give back as they were sent.</summary>
    private static void CheckValues(JsonElement value, string path, FieldErrors errors)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    CheckValues(member.Value, $"{path}.{member.Name}", errors);
                }

                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in value.EnumerateArray())
                {
                    CheckValues(item, $"{path}[{index++}]", errors);
                }

                break;
            case JsonValueKind.Number when !IsPortable(value):
                errors.Add(path, $"must be a number from -{LargestExact} to {LargestExact}, and not -0");
                break;
            case JsonValueKind.String when !IsText(value):
                errors.Add(path, "must be text without NUL and without halves of surrogate pairs");
                break;
        }
    }

    private static bool IsPortable(JsonElement value) =>
        value.TryGetDouble(out var number)
        && Math.Abs(number) <= LargestExact
        && !(number == 0 && double.IsNegative(number));

    private static bool IsText(JsonElement value)
    {
        try
        {
            return !value.GetString()!.Contains('\0');
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
