using System.Text;

namespace FunctionsJobs.Embedded.Storage.Sqlite;

/// <summary>Gives back the same string for text that repeats from row to row, as event types and names do.</summary>
internal sealed class RecentText
{
    private const int Slots = 16;

    private readonly (byte[] Utf8, string Text)[] _recent = new (byte[], string)[Slots];

    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            return "";
        }

        ref var slot = ref _recent[(utf8.Length * 31 + utf8[^1] + utf8[0] * 7) % Slots];
        if (slot.Utf8 is null || !utf8.SequenceEqual(slot.Utf8))
        {
            slot = (utf8.ToArray(), Encoding.UTF8.GetString(utf8));
        }

        return slot.Text;
    }
}
