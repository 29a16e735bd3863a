using System.Text.Json;
using System.Text.Unicode;
using FunctionsJobs.Http;

namespace FunctionsJobs.Analytics.Ingest;

/// <summary>
/// Reads one line as an event, strictly: a single JSON object whose members are all known, given once, of the right type and within bounds.
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>id</term><description>required; 1 to 128 visible ASCII characters; unique within its publisher</description></item>
/// <item><term>publisherId</term><description>required; see <see cref="PublisherId"/>; the sender's own, where it is bound to one</description></item>
/// <item><term>type</term><description>required; <c>request</c>, <c>impression</c> or <c>click</c></description></item>
/// <item><term>at</term><description>required; a date and time with a zone (<see cref="Iso8601"/>), from the year 2000 on and no further in the
/// future than the options allow; kept to the millisecond, what is finer is dropped</description></item>
/// <item><term>adUnit</term><description>1 to 128 characters without control characters</description></item>
/// <item><term>country</term><description>two capital letters</description></item>
/// <item><term>device</term><description><c>mobile</c>, <c>desktop</c>, <c>tablet</c> or <c>other</c></description></item>
/// <item><term>revenue</term><description>a number, see <see cref="Micros"/>; of a request it must be absent or zero</description></item>
/// </list>
/// An optional member may be <c>null</c>, which means the same as its absence.
/// Not for use by several threads at once.
/// </remarks>
internal sealed class EventLineParser(TimeProvider time, TimeSpan maxLead, string? onlyPublisherId = null)
{
    private const string NotYours = "must be the publisher that the sender is bound to";

    private readonly TextCache _texts = new();
    private readonly char[] _decoded = new char[EventText.MostBytes];

    private readonly long _latestMs = Math.Min(
        (time.GetUtcNow() + maxLead).ToUnixTimeMilliseconds(), RollupCalendar.Latest.ToUnixTimeMilliseconds() - 1);

    /// <summary>Reads a line.</summary>
    public bool TryParse(ReadOnlySpan<byte> line, out AnalyticsEvent value, out LineError error)
    {
        value = default;
        if (!Utf8.IsValid(line))
        {
            error = new("$", "must be UTF-8");
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(line);
            var draft = default(EventDraft);
            if (!TryMembers(ref reader, ref draft, out error) || !draft.TryComplete(out value, out error))
            {
                return false;
            }

            if (reader.Read())
            {
                error = new("$", "must be one JSON object per line");
                return false;
            }

            return true;
        }
        catch (JsonException e)
        {
            error = new("$", $"must be valid JSON; it is not at byte {e.BytePositionInLine + 1}");
            return false;
        }
    }

    private bool TryMembers(ref Utf8JsonReader reader, ref EventDraft draft, out LineError error)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            error = new("$", "must be a JSON object");
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = EventMembers.Recognise(in reader);
            if (member == EventMember.Unknown)
            {
                error = new(EventText.Show(in reader), "is not a known member");
                return false;
            }

            if (!draft.TryBegin(member))
            {
                error = new(EventMembers.NameOf(member), "must be given once");
                return false;
            }

            reader.Read();
            if (TryValue(ref reader, member, ref draft) is { } reason)
            {
                error = new(EventMembers.NameOf(member), reason);
                return false;
            }
        }

        error = default;
        return true;
    }

    // The reason of a refusal, or null.
    private string? TryValue(ref Utf8JsonReader reader, EventMember member, ref EventDraft draft)
    {
        if (reader.TokenType == JsonTokenType.Null && !EventMembers.IsRequired(member))
        {
            return null;
        }

        if (member == EventMember.Revenue)
        {
            return reader.TokenType != JsonTokenType.Number ? "must be a number"
                : Micros.TryRead(reader.ValueSpan, out draft.RevenueMicros, out var refusal) ? null
                : refusal;
        }

        if (reader.TokenType != JsonTokenType.String)
        {
            return "must be a string";
        }

        var length = EventText.Decode(in reader, _decoded);
        if (length < 0)
        {
            return "is too long or is no valid text";
        }

        ReadOnlySpan<char> text = _decoded.AsSpan(0, length);

        switch (member)
        {
            case EventMember.Id:
                draft.Id = EventText.IsVisibleAscii(text) ? new string(text) : null;
                return draft.Id is null ? $"must be 1 to {EventText.MaxLength} visible ASCII characters" : null;
            case EventMember.PublisherId:
                draft.PublisherId = _texts.Of(text);
                return !PublisherId.IsValid(draft.PublisherId) ? PublisherId.Rule
                    : onlyPublisherId is not null && draft.PublisherId != onlyPublisherId ? NotYours
                    : null;
            case EventMember.Type:
                return EventMembers.TryType(text, out draft.Type) ? null : "must be request, impression or click";
            case EventMember.At:
                return TryInstant(text, ref draft);
            case EventMember.AdUnit:
                draft.AdUnit = EventText.IsPlain(text) ? _texts.Of(text) : null;
                return draft.AdUnit is null ? $"must be 1 to {EventText.MaxLength} characters without control characters" : null;
            case EventMember.Country:
                draft.Country = text is [>= 'A' and <= 'Z', >= 'A' and <= 'Z'] ? _texts.Of(text) : null;
                return draft.Country is null ? "must be two capital letters (ISO 3166-1 alpha-2)" : null;
            case EventMember.Device:
                return EventMembers.TryDevice(text, out draft.Device) ? null : "must be mobile, desktop, tablet or other";
            default:
                throw new ArgumentOutOfRangeException(nameof(member), member, "Unknown member.");
        }
    }

    private string? TryInstant(ReadOnlySpan<char> text, ref EventDraft draft)
    {
        if (!Iso8601.TryParse(text, out var at))
        {
            return Iso8601.Rule;
        }

        draft.AtMilliseconds = at.ToUnixTimeMilliseconds();
        return at < RollupCalendar.Earliest ? "must not be before the year 2000"
            : draft.AtMilliseconds > _latestMs ? "must not be in the future"
            : null;
    }
}
