namespace FunctionsJobs.Analytics.Ingest;

/// <summary>The members of an event line; each is one bit, so that a set of them fits a number.</summary>
[Flags]
internal enum EventMember
{
    Unknown = 0,
    Id = 1,
    PublisherId = 2,
    Type = 4,
    At = 8,
    AdUnit = 16,
    Country = 32,
    Device = 64,
    Revenue = 128,
}
