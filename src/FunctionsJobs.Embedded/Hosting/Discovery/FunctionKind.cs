namespace FunctionsJobs.Embedded.Hosting.Discovery;

/// <summary>What makes a function run.</summary>
internal enum FunctionKind
{
    Http,
    Timer,
    Orchestration,
    Activity,
    Entity,
}
