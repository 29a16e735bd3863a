using System.Text;

namespace FunctionsJobs.Tests.Telemetry;

/// <summary>The length-delimited fields of one protobuf message; others are passed over.</summary>
internal sealed class ProtoFields
{
    private readonly List<(int Number, ReadOnlyMemory<byte> Value)> _fields = [];

    public ProtoFields(ReadOnlyMemory<byte> message)
    {
        while (message.Length > 0)
        {
            var key = Varint(ref message);
            switch (key & 7)
            {
                case 0:
                    Varint(ref message);
                    break;
                case 1:
                    message = message[8..];
                    break;
                case 2:
                    var length = (int)Varint(ref message);
                    _fields.Add(((int)(key >> 3), message[..length]));
                    message = message[length..];
                    break;
                case 5:
                    message = message[4..];
                    break;
                default:
                    throw new InvalidDataException($"Wire type {key & 7} is not known.");
            }
        }
    }

    public IEnumerable<ProtoFields> Messages(int number) => from field in _fields where field.Number == number select new ProtoFields(field.Value);

    public string Text(int number) => Encoding.UTF8.GetString(Value(number));

    public string Hex(int number) => Convert.ToHexStringLower(Value(number));

    private ReadOnlySpan<byte> Value(int number) => _fields.Find(field => field.Number == number).Value.Span;

    private static ulong Varint(ref ReadOnlyMemory<byte> message)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = message.Span[0];
            message = message[1..];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
