using FunctionsJobs.Blobs.Local;

namespace FunctionsJobs.Tests.Blobs;

public sealed class Crc32CTests
{
    // RFC 3720, appendix B.4.
    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", 0x8A9136AAu)]
    [InlineData("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF", 0x62A8AB43u)]
    [InlineData("000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F", 0x46DD794Eu)]
    [InlineData("313233343536373839", 0xE3069283u)]
    [InlineData("", 0u)]
    public void Of_IsTheCheckOfTheStandard(string hex, uint expected) => Assert.Equal(expected, Crc32C.Of(Convert.FromHexString(hex)));

    [Fact]
    public void Append_InPieces_IsTheCheckOfTheWhole()
    {
        var content = new byte[1000];
        new Random(1).NextBytes(content);
        var crc = default(Crc32C);
        for (var from = 0; from < content.Length; from += 7)
        {
            crc.Append(content.AsSpan(from, Math.Min(7, content.Length - from)));
        }

        Assert.Equal(Crc32C.Of(content), crc.Value);
    }
}
