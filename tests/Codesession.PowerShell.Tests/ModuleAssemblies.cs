using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Codesession.PowerShell.Tests;

/// <summary>Lets the tests use the module's types from the module's folder, loaded as PowerShell loads them.</summary>
internal static class ModuleAssemblies
{
    /// <summary>The module as the build has laid it out.</summary>
    public static string Folder { get; } = typeof(ModuleAssemblies).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(data => data.Key == "ModuleFolder").Value!;

    [ModuleInitializer]
    public static void Find()
    {
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            Path.Combine(Folder, $"{name.Name}.dll") is var path && File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
        FindLibraries();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void FindLibraries() => new DependencyLoader().OnImport();
}
