using System.Text;
using FunctionsJobs.Cache.Entries;

namespace FunctionsJobs.Tests.Cache;

public class CacheEnvelopeTests
{
    private const string Key = "v1:of:pub-1:numbers";
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 12, 0, 0, 123, TimeSpan.Zero);
    private static readonly byte[] Sealed = CacheEnvelope.Seal(Key, "{\"a\":1}"u8, Now.AddMinutes(-1), Now.AddMinutes(1));

    [Fact]
    public void TryOpen_GivesWhatWasSealed()
    {
        Assert.Null(CacheEnvelope.TryOpen(Sealed, Key, Now, out var value, out var computedAt));

        Assert.Equal(("{\"a\":1}", Now.AddMinutes(-1)), (Encoding.UTF8.GetString(value.Span), computedAt));
    }

    // Not one bit of it may change.
    [Fact]
    public void TryOpen_WhenABitIsFlipped_IsDamaged()
    {
        for (var bit = 0; bit < Sealed.Length * 8; bit++)
        {
            byte[] bytes = [.. Sealed];
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));

            Assert.Equal(CacheFault.Damaged, CacheEnvelope.TryOpen(bytes, Key, Now, out _, out _));
        }
    }

    [Fact]
    public void TryOpen_WhenItIsCutShortOrForeign_IsDamaged()
    {
        for (var length = 0; length < Sealed.Length; length++)
        {
            Assert.Equal(CacheFault.Damaged, CacheEnvelope.TryOpen(Sealed.AsMemory(0, length), Key, Now, out _, out _));
        }

        Assert.Equal(CacheFault.Damaged, CacheEnvelope.TryOpen((byte[])[.. Sealed, 0], Key, Now, out _, out _));
        Assert.Equal(CacheFault.Damaged, CacheEnvelope.TryOpen(Encoding.UTF8.GetBytes(new string('x', 200)), Key, Now, out _, out _));
    }

    [Theory]
    [InlineData("v1:of:pub-2:numbers")]
    [InlineData("v2:of:pub-1:numbers")]
    [InlineData("v1:of:pub-1:number")]
    [InlineData("v1:of:pub-1:numberss")]
    public void TryOpen_OfTheValueOfAnotherKey_SaysSo(string key) =>
        Assert.Equal(CacheFault.OfAnotherKey, CacheEnvelope.TryOpen(Sealed, key, Now, out _, out _));

    [Fact]
    public void TryOpen_WhenItsTimeIsOver_IsExpired()
    {
        Assert.Null(CacheEnvelope.TryOpen(Sealed, Key, Now.AddMinutes(1).AddMilliseconds(-1), out _, out _));
        Assert.Equal(CacheFault.Expired, CacheEnvelope.TryOpen(Sealed, Key, Now.AddMinutes(1), out _, out _));
    }
}
