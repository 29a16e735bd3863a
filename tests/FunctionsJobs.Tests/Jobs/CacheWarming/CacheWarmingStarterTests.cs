using FunctionsJobs.Jobs.CacheWarming;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Tests.Jobs.CacheWarming;

public class CacheWarmingStarterTests
{
    private readonly CacheWarmingStarter _starter = new(Options.Create(new CacheWarmingOptions()));

    [Theory]
    [InlineData("""{"cacheKeys":[]}""", "$.data.cacheKeys")]
    [InlineData("""{}""", "$.data.cacheKeys")]
    [InlineData("""{"cacheKeys":null}""", "$.data.cacheKeys")]
    [InlineData("""{"cacheKeys":["dashboard:stats","dashboard:nothing"]}""", "$.data.cacheKeys[1]")]
    [InlineData("""{"cacheKeys":["dashboard:stats","analytics:overview","dashboard:stats"]}""", "$.data.cacheKeys[2]")]
    [InlineData("""{"cacheKeys":["Dashboard:stats"]}""", "$.data.cacheKeys[0]")]
    [InlineData("""{"cacheKeys":["dashboard:stats"],"priority":101}""", "$.data.priority")]
    [InlineData("""{"cacheKeys":["dashboard:stats"],"publisherId":"*"}""", "$.data.publisherId")]
    public void Read_WhenAValueIsNotValid_NamesItsPath(string data, string path) => Assert.Equal([path], _starter.Refused(data));

    [Fact]
    public void Read_TakesThePriorityOfTheData()
    {
        Assert.Equal(70, _starter.Taken("""{"cacheKeys":["dashboard:stats"],"priority":70}""").Priority);
        Assert.Null(_starter.Taken("""{"cacheKeys":["dashboard:stats"]}""").Priority);
    }

    [Fact]
    public void CreateRun_PlansForTheTenantOfTheJob()
    {
        var plan = _starter.PlanOf<CacheWarmingPlanContract>("""{"cacheKeys":["analytics:overview","dashboard:stats"]}""", "pub-1");

        Assert.Equal("pub-1", plan.PublisherId);
        Assert.Equal(["analytics:overview", "dashboard:stats"], plan.CacheKeys);
    }
}
