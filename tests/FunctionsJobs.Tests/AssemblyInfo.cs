[assembly: TestFramework("FunctionsJobs.Tests.Servers.ServerTestFramework", "FunctionsJobs.Tests")]
