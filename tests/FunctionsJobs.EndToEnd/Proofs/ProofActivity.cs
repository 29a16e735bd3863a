using FunctionsJobs.EndToEnd.Proofs;
using FunctionsJobs.Lifecycle;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsJobs.Jobs.Proof;

/// <summary>Takes its time, writes lines until it is told to stop, and has one effect at its end, keyed by the job.</summary>
public sealed class ProofActivity(JobExecution execution, ProofLedger ledger, TimeProvider time)
{
    [Function(nameof(ProofActivity))]
    public async Task<ProofResult> RunAsync([ActivityTrigger] ProofWork work)
    {
        ledger.Write(work.JobId, ProofLedger.Begun);
        try
        {
            for (var line = 0; line < work.Lines; line++)
            {
                await Task.Delay(TimeSpan.FromMilliseconds((double)work.Milliseconds / work.Lines), time, execution.Cancellation);
                ledger.Write(work.JobId, ProofLedger.Line);
                await execution.ReportAsync(line + 1, work.Lines, "Lines");
            }

            if (work.Lines == 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(work.Milliseconds), time, execution.Cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            ledger.Write(work.JobId, ProofLedger.Stopped);
            throw;
        }

        ledger.Effect(work.JobId);
        return new ProofResult(work.JobId);
    }
}
