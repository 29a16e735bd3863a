namespace FunctionsJobs.EndToEnd.Dashboard;

/// <summary>The tests of the page share one program and one browser; each opens a tab of its own, without cookies or storage of another.</summary>
[CollectionDefinition(Name)]
public sealed class DashboardCollection : ICollectionFixture<DashboardHost>
{
    internal const string Name = "Dashboard";
}
