using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;

namespace Codesession.PowerShell;

/// <summary>
/// Loads the libraries of others from <c>lib/</c> into a context of their own, so that they meet no older version that
/// PowerShell or another module has loaded. (A newer one .NET takes for ours, and does not ask.)
/// </summary>
public sealed class DependencyLoader : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    // One for the process: a library that is loaded stays, also for the next import.
    private static readonly LibraryContext Libraries = new();

    /// <inheritdoc />
    public void OnImport()
    {
        AssemblyLoadContext.Default.Resolving += Resolve;
        WarmUp.Begin();
    }

    /// <inheritdoc />
    public void OnRemove(PSModuleInfo psModuleInfo) => AssemblyLoadContext.Default.Resolving -= Resolve;

    // Only what was built into this module: another module's missing library is none of ours.
    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name) =>
        LibraryContext.Find(name) is { } path && AssemblyName.GetAssemblyName(path).Version == name.Version
            ? Libraries.LoadFromAssemblyPath(path)
            : null;

    private sealed class LibraryContext() : AssemblyLoadContext("Codesession")
    {
        private static readonly string Folder = Path.Combine(ModuleFolder.Path, "lib");

        public static string? Find(AssemblyName name) =>
            Path.Combine(Folder, $"{name.Name}.dll") is var path && File.Exists(path) ? path : null;

        protected override Assembly? Load(AssemblyName assemblyName) =>
            Find(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;

        // PowerShell's own search for native libraries does not come here.
        protected override nint LoadUnmanagedDll(string unmanagedDllName)
        {
            var folder = Path.Combine(Folder, "runtimes", Executable.Platform, "native");
            var (prefix, ending) = OperatingSystem.IsWindows() ? ("", ".dll") : ("lib", OperatingSystem.IsMacOS() ? ".dylib" : ".so");
            foreach (var file in (ReadOnlySpan<string>)[unmanagedDllName, unmanagedDllName + ending, prefix + unmanagedDllName, prefix + unmanagedDllName + ending])
            {
                if (Path.Combine(folder, file) is var path && File.Exists(path))
                {
                    return LoadUnmanagedDllFromPath(path);
                }
            }
            return 0;
        }
    }
}
