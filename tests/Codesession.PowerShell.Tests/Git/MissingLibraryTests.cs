using System.Reflection;
using System.Runtime.Loader;
using Codesession.Core.Tests.Git;
using Codesession.PowerShell.Git;

namespace Codesession.PowerShell.Tests.Git;

public class MissingLibraryTests
{
    [Fact]
    public async Task Where_there_is_no_libgit2_for_the_platform_git_is_asked()
    {
        using var repository = GitRepository.CreateWithHistory();
        var module = new PlatformWithoutLibGit2().LoadFromAssemblyName(typeof(LibGit2OrGit).Assembly.GetName());
        var libGit2 = (IGitReader)Create(nameof(LibGit2Reader), [null]);
        var both = (IGitReader)Create(nameof(LibGit2OrGit), libGit2, new GitExecutable(GitRepository.Environment()));

        var failure = await Assert.ThrowsAsync<GitException>(() => Status(libGit2));
        Assert.IsType<TypeInitializationException>(failure.InnerException);
        Assert.Equal(repository.Head, (await Status(both)).Head);
        Assert.Equal(repository.Head, (await Status(both)).Head); // and not only the first time

        object Create(string type, params object?[] arguments) =>
            Activator.CreateInstance(module.GetType($"Codesession.PowerShell.Git.{type}", throwOnError: true)!, arguments)!;

        Task<GitStatus> Status(IGitReader reader) => reader.ReadStatusAsync(repository.Root, TestContext.Current.CancellationToken);
    }

    /// <summary>Loads the module and LibGit2Sharp once more, and has no native library for them.</summary>
    private sealed class PlatformWithoutLibGit2 : AssemblyLoadContext
    {
        protected override Assembly? Load(AssemblyName name) => name.Name is "Codesession.PowerShell" or "LibGit2Sharp"
            ? LoadFromAssemblyPath(Path.Join(ModuleAssemblies.Folder, name.Name == "LibGit2Sharp" ? "lib" : "", $"{name.Name}.dll"))
            : null;

        protected override nint LoadUnmanagedDll(string name) => throw new DllNotFoundException(name);
    }
}
