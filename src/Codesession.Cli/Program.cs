using System.CommandLine;

return new RootCommand("What your AI coding agents cost.").Parse(args).Invoke();
