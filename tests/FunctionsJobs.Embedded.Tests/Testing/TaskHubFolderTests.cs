using FunctionsJobs.Embedded.Testing;

namespace FunctionsJobs.Embedded.Tests.Testing;

public sealed class TaskHubFolderTests
{
    [Fact]
    public void Close_WhenTheFolderIsTemporary_DeletesIt()
    {
        var folder = TaskHubFolder.Open(null);
        File.WriteAllText(folder.DatabasePath, "data");

        folder.Close();

        Assert.False(Directory.Exists(Path.GetDirectoryName(folder.DatabasePath)));
    }

    [Fact]
    public void Close_WhenTheFolderWasGiven_KeepsIt()
    {
        var given = Directory.CreateTempSubdirectory("taskhub-folder-").FullName;
        try
        {
            var folder = TaskHubFolder.Open(Path.Combine(given, "new"));
            File.WriteAllText(folder.DatabasePath, "data");

            folder.Close();

            Assert.Equal("data", File.ReadAllText(folder.DatabasePath));
        }
        finally
        {
            Directory.Delete(given, recursive: true);
        }
    }
}
