using FunctionsJobs.Jobs;

namespace FunctionsJobs.Tests.Architecture;

public class JobSliceTests
{
    private static readonly string[] Suffixes = ["Contract", "Starter", "Orchestrator", "Activity", "Options", "Log", "Json", "Module"];

    private static readonly string[] SliceNames =
        [.. Directory.EnumerateDirectories(Path.Combine(Sources.Root, "src", "FunctionsJobs", "Jobs")).Select(folder => Path.GetFileName(folder))];

    public static TheoryData<string> Slices() => new(SliceNames);

    [Fact]
    public void Slices_AreThere() => Assert.NotEmpty(SliceNames);

    [Theory]
    [MemberData(nameof(Slices))]
    public void Slice_HasOneTypePerFileOfTheFilesName(string slice)
    {
        var files = Sources.FilesOf("Jobs", slice).Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);
        var types = TypesOf(slice).Select(type => type.Name).Order(StringComparer.Ordinal);

        Assert.Equal(files, types);
    }

    [Theory]
    [MemberData(nameof(Slices))]
    public void Slice_HasEverySuffixAndNoOther(string slice)
    {
        var found = TypesOf(slice).Select(type => SuffixOf(type.Name) ?? type.Name).ToArray();

        Assert.Empty(found.Except(Suffixes));
        Assert.Empty(Suffixes.Except(found));
        foreach (var single in (string[])["Starter", "Orchestrator", "Options", "Log", "Json", "Module"])
        {
            Assert.Single(found, single);
        }
    }

    [Theory]
    [MemberData(nameof(Slices))]
    public void Slice_ReferencesNoOtherSlice(string slice)
    {
        var others = SliceNames.Where(other => other != slice).ToArray();

        Assert.Empty(Sources.FilesOf("Jobs", slice).SelectMany(file => References(File.ReadAllText(file), others)));
    }

    [Fact]
    public void References_ToAnotherSlice_AreFound()
    {
        Assert.Equal(["DataExport"], References("using FunctionsJobs.Jobs.DataExport;", ["DataExport", "Cleanup"]));
    }

    [Fact]
    public void Activities_AreSealedClassesWithOneFunctionOfTheirName()
    {
        var activities = typeof(JobModules).Assembly.GetTypes().Where(type => type.Name.EndsWith("Activity", StringComparison.Ordinal)).ToArray();

        Assert.NotEmpty(activities);
        Assert.All(activities, type =>
        {
            Assert.True(type is { IsSealed: true, IsAbstract: false, IsPublic: true }, type.Name);
            Assert.Equal(type.Name, Assert.Single(Functions.Of(type)).Name);
        });
    }

    [Fact]
    public void Contracts_AreRecords()
    {
        var contracts = typeof(JobModules).Assembly.GetTypes().Where(type => type.Name.EndsWith("Contract", StringComparison.Ordinal));

        Assert.All(contracts, type => Assert.NotNull(type.GetMethod("<Clone>$")));
    }

    private static Type[] TypesOf(string slice) =>
    [
        .. typeof(JobModules).Assembly.GetTypes()
            .Where(type => type.Namespace == $"FunctionsJobs.Jobs.{slice}" && !type.IsNested && !type.Name.Contains('<', StringComparison.Ordinal)),
    ];

    private static string? SuffixOf(string name) => Suffixes.FirstOrDefault(suffix => name.EndsWith(suffix, StringComparison.Ordinal));

    private static IEnumerable<string> References(string source, IEnumerable<string> slices) =>
        slices.Where(slice => source.Contains($"Jobs.{slice}", StringComparison.Ordinal));
}
