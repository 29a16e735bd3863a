namespace FunctionsJobs.Jobs.NotificationEmail;

/// <summary>What the orchestrator is told: nothing besides the job. What the mail says is read from the job when it is sent. Kept in histories: members are only ever added.</summary>
public sealed record NotificationEmailPlanContract;
