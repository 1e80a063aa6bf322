using Codesession.Core.Tests.Git;
using Codesession.PowerShell.Git;

namespace Codesession.PowerShell.Tests.Git;

/// <summary>Libgit2 by itself: what is answered here is answered in process.</summary>
public class LibGit2ReaderTests : GitReaderTests
{
    protected override IGitReader Reader { get; } = new LibGit2Reader();

    [Fact]
    public override async Task A_sha256_repository_is_read()
    {
        using var repository = GitRepository.Create("--object-format=sha256");
        var failure = await Assert.ThrowsAsync<GitException>(() => Reader.ReadStatusAsync(repository.Root, Token));
        Assert.Equal(GitFailure.Other, failure.Failure);
    }
}

public class LibGit2TrackingTests : GitTrackingTests
{
    protected override IGitReader Reader { get; } = new LibGit2Reader();

    [Fact]
    public override Task A_sha256_repository_is_tracked() => Assert.ThrowsAsync<GitException>(base.A_sha256_repository_is_tracked);
}
