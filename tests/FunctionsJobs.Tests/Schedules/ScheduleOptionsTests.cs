using FunctionsJobs.Schedules;

namespace FunctionsJobs.Tests.Schedules;

public class ScheduleOptionsTests
{
    [Fact]
    public void Defaults_AreValidAndAsDocumented()
    {
        var options = new ScheduleOptions();

        Assert.Null(options.Invalid());
        Assert.Equal((TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1)), (options.MinimumInterval, options.MisfireAfter));
        Assert.Equal((100, 100, 100), (options.MaxPerPublisher, options.MaxWaiting, options.HistoryLimit));
        Assert.Equal((200, 64 * 1024), (options.BatchSize, options.MaxBodyBytes));
    }

    [Fact]
    public void Invalid_NamesTheSettingAndItsValue()
    {
        Assert.Equal("Schedules:MinimumInterval must be 00:00:01 to 1.00:00:00, and is 00:00:00.", new ScheduleOptions { MinimumInterval = default }.Invalid());
        Assert.Equal("Schedules:MisfireAfter must be 00:00:10 to 01:00:00, and is 02:00:00.", new ScheduleOptions { MisfireAfter = TimeSpan.FromHours(2) }.Invalid());
        Assert.Equal("Schedules:MaxPerPublisher must be 1 to 10000, and is 0.", new ScheduleOptions { MaxPerPublisher = 0 }.Invalid());
        Assert.Equal("Schedules:MaxWaiting must be 1 to 1000, and is 1001.", new ScheduleOptions { MaxWaiting = 1001 }.Invalid());
        Assert.Equal("Schedules:HistoryLimit must be 10 to 10000, and is 9.", new ScheduleOptions { HistoryLimit = 9 }.Invalid());
        Assert.Equal("Schedules:BatchSize must be 1 to 1000, and is 0.", new ScheduleOptions { BatchSize = 0 }.Invalid());
        Assert.Equal("Schedules:MaxBodyBytes must be 1024 to 1048576, and is 1.", new ScheduleOptions { MaxBodyBytes = 1 }.Invalid());
    }
}
