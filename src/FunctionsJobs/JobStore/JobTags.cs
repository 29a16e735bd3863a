using System.Text.Json;

namespace FunctionsJobs.JobStore;

/// <summary>Tags as they are kept with a job: a JSON array of strings, in ordinal order, so that equal sets are equal texts.</summary>
public static class JobTags
{
    /// <summary>The text for tags; null for none.</summary>
    public static string? Write(IReadOnlyCollection<string> tags)
    {
        if (tags.Count == 0)
        {
            return null;
        }

        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var tag in tags.Order(StringComparer.Ordinal))
            {
                writer.WriteStringValue(tag);
            }

            writer.WriteEndArray();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <summary>The tags of a job.</summary>
    public static IReadOnlyList<string> Read(string? text)
    {
        if (text is null)
        {
            return [];
        }

        using var document = JsonDocument.Parse(text);
        return [.. document.RootElement.EnumerateArray().Select(tag => tag.GetString()!)];
    }
}
