using FunctionsJobs.Embedded.Storage.Sqlite;

namespace FunctionsJobs.Embedded.Tests.Storage;

public sealed class SqliteTaskHubOptionsTests
{
    [Fact]
    public void Defaults_AreTheDocumentedOnes()
    {
        var options = new SqliteTaskHubOptions { FilePath = "hub.db" };

        options.Validate();
        Assert.True(options.FlushOnCommit);
        Assert.Equal(16 * 1024, options.CompressionThreshold);
        Assert.Equal(32 * 1024 * 1024, options.MaxPayloadSize);
        Assert.Null(options.MaxFileSize);
        Assert.Equal(16 * 1024 * 1024, options.LogSize);
        Assert.Equal(1024, options.MaxStepsPerCommit);
        Assert.Equal(TimeSpan.FromSeconds(5), options.BusyTimeout);
        Assert.Equal(TimeSpan.FromMilliseconds(100), options.IntegrityCheckBudget);
    }

    [Fact]
    public void Validate_WhenAValueIsOutOfRange_NamesItAndTheRange()
    {
        AssertRefused(new() { FilePath = "h", CompressionThreshold = 255 }, "CompressionThreshold is 255; it must be at least 256.");
        AssertRefused(new() { FilePath = "h", LogSize = 65535 }, "LogSize is 65535; it must be at least 65536.");
        AssertRefused(new() { FilePath = "h", MaxStepsPerCommit = 0 }, "MaxStepsPerCommit is 0; it must be at least 1.");
        AssertRefused(new() { FilePath = "h", MaxPayloadSize = 1000 }, "MaxPayloadSize is 1000; it must be from CompressionThreshold (16384) to 536870912.");
        AssertRefused(new() { FilePath = "h", MaxFileSize = 1000 }, "MaxFileSize is 1000; it must be at least 1048576.");
        AssertRefused(new() { FilePath = "h", BusyTimeout = TimeSpan.FromSeconds(-1) }, "BusyTimeout is -00:00:01; it must be from 0 to 00:10:00.");
        AssertRefused(new() { FilePath = "h", IntegrityCheckBudget = TimeSpan.FromSeconds(-1) }, "IntegrityCheckBudget is -00:00:01; it must not be negative.");
        Assert.ThrowsAny<ArgumentException>(() => new SqliteTaskHubOptions { FilePath = " " }.Validate());
    }

    private static void AssertRefused(SqliteTaskHubOptions options, string message) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(options.Validate).Message);
}
