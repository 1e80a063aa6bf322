using Codesession.Help;

// Writes a module's help for Get-Help: the words from the Markdown pages, the facts from the compiled cmdlets.
if (args is not [var pages, var module, var output])
{
    Console.Error.WriteLine("usage: dotnet Codesession.Help.dll <folder of the pages> <module assembly> <output folder>");
    return 2;
}

var problems = HelpFiles.Write(pages, module, output);
foreach (var problem in problems)
    Console.Error.WriteLine(problem);
return problems.Count == 0 ? 0 : 1;
