using FunctionsJobs.Jobs.WeeklyGrowth;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Tests.Jobs.WeeklyGrowth;

public class WeeklyGrowthStarterTests
{
    private readonly WeeklyGrowthStarter _starter = new(Options.Create(new WeeklyGrowthOptions()));

    [Theory]
    [InlineData("""{"weeks":0}""", "$.data.weeks")]
    [InlineData("""{"weeks":53}""", "$.data.weeks")]
    [InlineData("""{"weeks":1.5}""", "$.data.weeks")]
    [InlineData("""{"publisherId":"a b"}""", "$.data.publisherId")]
    [InlineData("""{"publisherId":""}""", "$.data.publisherId")]
    [InlineData("""{"more":1}""", "$.data.more")]
    public void Read_WhenAValueIsNotValid_NamesItsPath(string data, string path) => Assert.Equal([path], _starter.Refused(data));

    [Fact]
    public void CreateRun_PlansForTheTenantOfTheJob()
    {
        Assert.Equal("pub-1", _starter.Taken("""{"publisherId":"pub-1"}""").Tenant);
        Assert.Equal("pub-1", _starter.PlanOf<WeeklyGrowthPlanContract>("""{"publisherId":"pub-1","weeks":4}""", "pub-1").PublisherId);
        Assert.Equal(
            new WeeklyGrowthPlanContract { PublisherId = null, Weeks = 8, Lifetime = TimeSpan.FromHours(24) }, _starter.PlanOf<WeeklyGrowthPlanContract>("{}", null));
    }

    // Submitted without a publisher by a caller who is bound to one: the numbers of all are not for it.
    [Fact]
    public void CreateRun_OfABoundCallersJobWithoutAPublisher_PlansForThatPublisherOnly() =>
        Assert.Equal("pub-1", _starter.PlanOf<WeeklyGrowthPlanContract>("{}", "pub-1").PublisherId);
}
