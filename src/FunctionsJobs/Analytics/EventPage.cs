using System.Buffers;
using System.Text;

namespace FunctionsJobs.Analytics;

/// <summary>
/// One page of a publisher's events. Its memory is used again for the next page, and by others when it is disposed, and holds texts as UTF-8, so that going through
/// millions of events leaves nothing to collect.
/// </summary>
/// <param name="capacity">The most events on it.</param>
public sealed class EventPage(int capacity) : IDisposable
{
    private const int InitialTextLength = 32;

    private StoredEvent[] _events = ArrayPool<StoredEvent>.Shared.Rent(capacity);
    private byte[] _texts = ArrayPool<byte>.Shared.Rent(capacity * InitialTextLength);
    private int _textLength;
    private byte[] _publisherId = [];

    /// <summary>The most events on it.</summary>
    public int Capacity => capacity;

    /// <summary>How many events are on it.</summary>
    public int Count { get; private set; }

    /// <summary>Where it ends; null where nothing is on it.</summary>
    public EventPosition? End => Count > 0 ? new EventPosition(_events[Count - 1].AtMilliseconds, Encoding.UTF8.GetString(this[Count - 1].Id)) : null;

    /// <summary>One of its events; good until the page is filled again.</summary>
    public EventRow this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            ref readonly var stored = ref _events[index];
            return new EventRow
            {
                Id = TextOf(stored.Id),
                PublisherId = _publisherId,
                Type = stored.Type,
                AtMilliseconds = stored.AtMilliseconds,
                HasAdUnit = stored.AdUnit.IsThere,
                AdUnit = TextOf(stored.AdUnit),
                HasCountry = stored.Country.IsThere,
                Country = TextOf(stored.Country),
                Device = stored.Device,
                RevenueMicros = stored.RevenueMicros,
            };
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_texts.Length == 0)
        {
            return;
        }

        Count = 0;
        ArrayPool<StoredEvent>.Shared.Return(_events);
        ArrayPool<byte>.Shared.Return(_texts);
        (_events, _texts) = ([], []);
    }

    /// <summary>Empties it, for events of a publisher.</summary>
    internal void Clear(string publisherId) => (Count, _textLength, _publisherId) = (0, 0, Encoding.UTF8.GetBytes(publisherId));

    /// <summary>Adds an event, whose texts were reserved; there must be room.</summary>
    internal void Add(in StoredEvent added) => _events[Count++] = added;

    /// <summary>Makes room for a text of an event that is about to be added. The memory is good until the next call.</summary>
    internal EventText Reserve(int length, out ArraySegment<byte> target)
    {
        if (length > _texts.Length - _textLength)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(2 * _texts.Length, _textLength + length));
            _texts.AsSpan(0, _textLength).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_texts);
            _texts = larger;
        }

        target = new ArraySegment<byte>(_texts, _textLength, length);
        var text = new EventText(_textLength, length);
        _textLength += length;
        return text;
    }

    /// <summary>A text that was reserved.</summary>
    internal ReadOnlySpan<byte> TextOf(EventText text) => text.IsThere ? _texts.AsSpan(text.Start, text.Length) : default;

    /// <summary>Where a text stands among those of a page.</summary>
    /// <param name="Start">Its first byte.</param>
    /// <param name="Length">Its length in bytes; -1 where there is none.</param>
    internal readonly record struct EventText(int Start, int Length)
    {
        /// <summary>No text.</summary>
        public static readonly EventText None = new(0, -1);

        /// <summary>Whether there is a text, be it empty.</summary>
        public bool IsThere => Length >= 0;
    }

    /// <summary>An event whose texts stand in a page.</summary>
    internal readonly record struct StoredEvent(
        EventText Id, long AtMilliseconds, AnalyticsEventType Type, EventText AdUnit, EventText Country, DeviceType? Device, long RevenueMicros);
}
