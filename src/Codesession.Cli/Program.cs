using Codesession.Cli;

return await CommandLine.RunAsync(args, CliHost.FromProcess());
