namespace FunctionsJobs.Analytics.Sample;

/// <summary>One publisher of the sample and how its traffic looks.</summary>
/// <param name="Id">The publisher's id.</param>
/// <param name="Share">Its part of all events, relative to the other shares.</param>
/// <param name="ImpressionsPerThousand">Of a thousand events, how many are impressions.</param>
/// <param name="ClicksPerThousand">Of a thousand events, how many are clicks; the rest are requests.</param>
/// <param name="WeekendPercent">Traffic of a Saturday or Sunday against a working day, in percent.</param>
/// <param name="UtcPeakHour">The hour of the day, UTC, with the most traffic.</param>
public sealed record SamplePublisher(
    string Id, int Share, int ImpressionsPerThousand, int ClicksPerThousand, int WeekendPercent, int UtcPeakHour);
