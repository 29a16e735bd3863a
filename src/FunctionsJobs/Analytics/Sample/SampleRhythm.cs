namespace FunctionsJobs.Analytics.Sample;

/// <summary>How much traffic an hour has, in whole numbers, so that no rounding of a processor can change the sample.</summary>
internal static class SampleRhythm
{
    // Traffic by distance from the peak hour: full at the peak, a tenth in the dead of night.
    private static readonly int[] ByDistance = [100, 96, 88, 77, 64, 51, 40, 31, 24, 18, 14, 11, 10];

    /// <summary>The weight of an hour, relative to all others of the plan.</summary>
    public static long WeightOf(SamplePublisher publisher, DateTimeOffset hour)
    {
        var apart = Math.Abs(hour.Hour - publisher.UtcPeakHour);
        var distance = Math.Min(apart, 24 - apart);
        var weekday = hour.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? publisher.WeekendPercent : 100;
        return (long)publisher.Share * ByDistance[distance] * weekday;
    }
}
