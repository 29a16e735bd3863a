using FunctionsJobs.Blobs;
using FunctionsJobs.Exports;
using FunctionsJobs.Lifecycle;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsJobs.Jobs.DataExport;

/// <summary>Stages the file's head and tail, so that the commit has nothing left to stage and can be repeated.</summary>
public sealed class StageExportFrameActivity(IBlobStore blobs, JobExecution execution)
{
    [Function(nameof(StageExportFrameActivity))]
    public async Task<ExportedPartContract> RunAsync([ActivityTrigger] StageExportFrameContract frame)
    {
        var file = ExportFile.Of(frame.JobId, frame.Plan.File, frame.Plan.Format, frame.Plan.Compression);
        var isEvents = frame.Plan.Granularity == ExportNames.Events;
        foreach (var (id, content) in new[] { (ExportParts.Head, ExportFrame.Head(file.Format, isEvents)), (ExportParts.Tail, ExportFrame.Tail(file.Format)) })
        {
            if (content.Length > 0)
            {
                await blobs.StagePartAsync(file.Blob, id, ExportFrame.Pack(content, file.IsGzip), execution.Cancellation);
            }
        }

        return new ExportedPartContract { Blocks = 0, Rows = 0 };
    }
}
