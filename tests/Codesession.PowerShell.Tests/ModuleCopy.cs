namespace Codesession.PowerShell.Tests;

/// <summary>The module in another folder, as far as this platform needs it.</summary>
internal static class ModuleCopy
{
    public static string To(string folder)
    {
        var source = new DirectoryInfo(ModuleAssemblies.Folder);
        foreach (var file in source.EnumerateFiles("*", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(source.FullName, file.FullName);
            if (path.Contains($"runtimes{Path.DirectorySeparatorChar}") && !path.Contains(Executable.Platform))
            {
                continue;
            }
            var target = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            file.CopyTo(target);
        }
        return folder;
    }
}
