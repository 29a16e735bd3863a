// Each test starts whole processes and servers: one at a time on a small machine.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: TestFramework("FunctionsJobs.Tests.Servers.ServerTestFramework", "FunctionsJobs.EndToEnd")]
