namespace FunctionsJobs.Analytics.Ingest;

/// <summary>An event of which some members have been read.</summary>
internal struct EventDraft
{
    public string? Id;
    public string? PublisherId;
    public AnalyticsEventType Type;
    public long AtMilliseconds;
    public string? AdUnit;
    public string? Country;
    public DeviceType? Device;
    public long RevenueMicros;
    private EventMember _seen;

    /// <summary>Notes that a member begins; <see langword="false"/> when it was there before.</summary>
    public bool TryBegin(EventMember member)
    {
        var isNew = (_seen & member) == 0;
        _seen |= member;
        return isNew;
    }

    /// <summary>The event, when its required members are there and agree.</summary>
    public readonly bool TryComplete(out AnalyticsEvent value, out LineError error)
    {
        value = default;
        var missing = EventMembers.Required & ~_seen;
        if (missing != 0)
        {
            error = new(EventMembers.NameOf(missing & (EventMember)(-(int)missing)), "is required");
            return false;
        }

        if (Type == AnalyticsEventType.Request && RevenueMicros != 0)
        {
            error = new("revenue", "belongs to impressions and clicks, not to requests");
            return false;
        }

        error = default;
        value = new AnalyticsEvent
        {
            Id = Id!,
            PublisherId = PublisherId!,
            Type = Type,
            AtMilliseconds = AtMilliseconds,
            AdUnit = AdUnit,
            Country = Country,
            Device = Device,
            RevenueMicros = RevenueMicros,
        };
        return true;
    }
}
