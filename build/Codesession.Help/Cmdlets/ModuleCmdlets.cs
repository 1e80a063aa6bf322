using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;

namespace Codesession.Help.Cmdlets;

/// <summary>The cmdlets of a compiled module, as PowerShell itself sees them.</summary>
internal static class ModuleCmdlets
{
    public static IReadOnlyList<CmdletFacts> Read(string modulePath) =>
        [.. from type in Load(Path.GetFullPath(modulePath)).GetExportedTypes()
            where !type.IsAbstract && type.IsSubclassOf(typeof(Cmdlet))
            let name = type.GetCustomAttribute<CmdletAttribute>()
            where name is not null
            orderby name.NounName, name.VerbName
            select CmdletFacts.Of(name, type)];

    private static Assembly Load(string path)
    {
        // Beside the module is looked only for what this tool has not itself. PowerShell it has: whatever version or reference assembly the
        // module was compiled against, its cmdlets are to derive from our Cmdlet. The default context, because only there does PowerShell
        // find a type by its name.
        var context = AssemblyLoadContext.Default;
        context.Resolving += (_, name) => Path.Join(Path.GetDirectoryName(path), $"{name.Name}.dll") is var beside && File.Exists(beside)
            ? context.LoadFromAssemblyPath(beside)
            : null;
        return context.LoadFromAssemblyPath(path);
    }
}
