namespace FunctionsJobs.Jobs.StatisticsUpdate;

/// <summary>The data of a <c>maintenance/update-statistics</c> job, as sent.</summary>
public sealed record StatisticsUpdateContract;
