namespace FunctionsJobs.Http;

/// <summary>Collects what is wrong with a request, field by field, so that a caller learns all of it at once.</summary>
internal sealed class FieldErrors
{
    private const int MaxFields = 100;
    private readonly SortedDictionary<string, List<string>> _messages = new(StringComparer.Ordinal);

    /// <summary>Whether a value names what the caller may not have, so that the request is forbidden and not just invalid.</summary>
    public bool IsForbidden { get; private set; }

    /// <summary>Whether nothing is wrong.</summary>
    public bool IsEmpty => _messages.Count == 0;

    /// <summary>Notes an error; past a hundred fields further ones are left out.</summary>
    /// <param name="field">Path of the field or name of the query parameter.</param>
    /// <param name="message">Completes a sentence that starts with the field: "must be a date".</param>
    public void Add(string field, string message)
    {
        if (_messages.TryGetValue(field, out var existing))
        {
            existing.Add(message);
        }
        else if (_messages.Count < MaxFields)
        {
            _messages.Add(field, [message]);
        }
    }

    /// <summary>Notes a value that the caller may not name, such as another publisher's id.</summary>
    /// <param name="field">Path of the field or name of the query parameter.</param>
    /// <param name="message">Completes a sentence that starts with the field.</param>
    public void Forbid(string field, string message)
    {
        IsForbidden = true;
        Add(field, message);
    }

    /// <summary>The same errors with another begin of their paths: what stands at <c>$.data</c> of a submission may stand elsewhere in the request.</summary>
    /// <param name="path">The begin of the paths that are changed.</param>
    /// <param name="replacement">What stands for it.</param>
    public FieldErrors Moved(string path, string replacement)
    {
        var moved = new FieldErrors { IsForbidden = IsForbidden };
        foreach (var (field, messages) in _messages)
        {
            var name = field.StartsWith(path, StringComparison.Ordinal) ? replacement + field[path.Length..] : field;
            messages.ForEach(message => moved.Add(name, message));
        }

        return moved;
    }

    /// <summary>The errors in the shape of <see cref="Problem.Errors"/>.</summary>
    public IReadOnlyDictionary<string, string[]> ToDictionary() =>
        _messages.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray(), StringComparer.Ordinal);
}
