namespace FunctionsJobs.Embedded.Storage.Sqlite;

/// <summary>
/// Refuses, before anything is written, what a step must not contain, and packs its large payloads. Runs on the caller's thread.
/// </summary>
internal sealed class StepCheck(PayloadCodec codec)
{
    /// <exception cref="ArgumentException">The step breaks a rule of the seam.</exception>
    /// <exception cref="PayloadTooLargeException">A payload exceeds the hard limit.</exception>
    public List<PackedPayload>? Pack(TaskHubStep step)
    {
        List<PackedPayload>? packed = null;
        foreach (var create in step.Create)
        {
            CheckCompletion(create.Instance.Status, create.Instance.CompletedAt, create.Instance.Output, create.Instance.Failure);
            codec.Pack(create.Instance.Input, "input", ref packed);
            codec.Pack(create.Instance.Output, "output", ref packed);
            codec.Pack(create.Instance.CustomStatus, "custom status", ref packed);
            codec.Pack(create.Instance.Failure, "failure", ref packed);
            if (create.IfRefused is { } message)
            {
                Check(message, ref packed);
            }
        }

        if (step.Update is { } update)
        {
            CheckCompletion(update.Status, update.CompletedAt, update.Output, update.Failure);
            codec.Pack(update.CustomStatus, "custom status", ref packed);
            codec.Pack(update.Output, "output", ref packed);
            codec.Pack(update.Failure, "failure", ref packed);
            codec.Pack(update.NewExecution?.Input, "input", ref packed);
        }

        CheckAppend(step, ref packed);
        foreach (var message in step.Enqueue)
        {
            Check(message, ref packed);
        }

        foreach (var entity in step.Entities)
        {
            codec.Pack(entity.State, "entity state", ref packed);
        }

        return packed;
    }

    private static void CheckCompletion(string status, DateTime? completedAt, string? output, string? failure)
    {
        if (InstanceStatus.IsTerminal(status) ? completedAt is null : completedAt is not null || output is not null || failure is not null)
        {
            throw new ArgumentException(
                $"An instance has a completion time if and only if its status is terminal, and output or failure only then; the status is {status}.");
        }
    }

    private void Check(MessageRecord message, ref List<PackedPayload>? packed)
    {
        if (message.Id != 0)
        {
            throw new ArgumentException($"Message {message.Id} was enqueued already; the store assigns ids.");
        }

        codec.Pack(message.Payload, "message payload", ref packed);
        codec.Pack(message.Detail, "message detail", ref packed);
    }

    private void CheckAppend(TaskHubStep step, ref List<PackedPayload>? packed)
    {
        if (step.Append.Count == 0)
        {
            return;
        }

        if (step.Update is null)
        {
            throw new ArgumentException("History is appended only together with an update of its instance.");
        }

        var first = step.Append[0].Sequence;
        for (var i = 0; i < step.Append.Count; i++)
        {
            var record = step.Append[i];
            if (record.Sequence != first + i || record.Sequence is < 1 or > HistoryKey.MaxSequence)
            {
                throw new ArgumentException(
                    $"History event {record.Sequence} of instance {step.Update.Key} is out of order: expected {first + i}, from 1 to {HistoryKey.MaxSequence}.");
            }

            codec.Pack(record.Payload, "history payload", ref packed);
            codec.Pack(record.Detail, "history detail", ref packed);
        }
    }
}
