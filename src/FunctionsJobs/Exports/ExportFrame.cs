using System.IO.Compression;
using System.Text;

namespace FunctionsJobs.Exports;

/// <summary>What stands around the rows of a file: the CSV header, the brackets of an array, the commas between its parts.</summary>
internal static class ExportFrame
{
    /// <summary>Between two elements of an array.</summary>
    public static ReadOnlySpan<byte> Separator => ",\n"u8;

    /// <summary>What a file begins with; may be empty.</summary>
    public static byte[] Head(ExportFormat format, bool isEvents) => format switch
    {
        ExportFormat.Csv => Encoding.UTF8.GetBytes(string.Join(',', isEvents ? ExportColumns.Events : ExportColumns.Rollups) + "\r\n"),
        ExportFormat.Json => "[\n"u8.ToArray(),
        _ => [],
    };

    /// <summary>What a file ends with; may be empty.</summary>
    public static byte[] Tail(ExportFormat format) => format == ExportFormat.Json ? "\n]\n"u8.ToArray() : [];

    /// <summary>A piece of a file as it is stored: packed, where the file is, as a member of its own. A file of several members unpacks to all of them, one after the other.</summary>
    public static byte[] Pack(ReadOnlySpan<byte> content, bool isGzip)
    {
        if (!isGzip)
        {
            return content.ToArray();
        }

        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }
}
