using FunctionsJobs.Embedded.Durable.Dispatch;

namespace FunctionsJobs.Embedded.Durable.Entities;

/// <summary>The orchestration that holds the entity's lock has ended, perhaps without releasing it.</summary>
internal sealed class LockReviewItem : InboxItem;
