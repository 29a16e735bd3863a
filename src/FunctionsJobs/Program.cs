Console.WriteLine("FunctionsJobs");
