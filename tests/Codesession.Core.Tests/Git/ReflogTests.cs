using Codesession.Git;

namespace Codesession.Core.Tests.Git;

public class ReflogTests
{
    [Theory]
    [InlineData("commit: Subject", "Committed")]
    [InlineData("commit:", "Committed")]
    [InlineData("commit: fast-forward", "Committed")]
    [InlineData("commit (initial): Subject: more", "Committed")]
    [InlineData("commit (merge): Merge branch 'x'", "Committed")]
    [InlineData("commit (cherry-pick): Subject", "Committed")]
    [InlineData("commit (amend): Subject", "Amended")]
    [InlineData("cherry-pick: Subject", "Committed")]
    [InlineData("cherry-pick: fast-forward", "Moved")]
    [InlineData("revert: Revert \"x\"", "Committed")]
    [InlineData("am: Subject", "Committed")]
    [InlineData("am --abort", "Moved")]
    [InlineData("merge topic: Merge made by the 'ort' strategy.", "Committed")]
    [InlineData("merge topic: Fast-forward", "Moved")]
    [InlineData("pull origin main: Merge made by the 'ort' strategy.", "Committed")]
    [InlineData("pull https://example.org/x main: Fast-forward", "Moved")]
    [InlineData("pull --rebase https://example.org/x main (pick): Subject", "Copied")]
    [InlineData("pull --rebase (start): checkout 0123456", "Moved")]
    [InlineData("pull: Fast-forward", "Moved")]
    [InlineData("rebase (pick): Subject", "Copied")]
    [InlineData("rebase (reword): Subject", "Copied")]
    [InlineData("rebase (continue): Subject", "Copied")]
    [InlineData("rebase -i (edit): Subject", "Copied")]
    [InlineData("rebase (squash): Subject", "Squashed")]
    [InlineData("rebase (fixup): Subject", "Squashed")]
    [InlineData("rebase (start): checkout main", "Moved")]
    [InlineData("rebase (finish): returning to refs/heads/main", "Moved")]
    [InlineData("rebase (abort): returning to refs/heads/main", "Moved")]
    [InlineData("rebase: fast-forward", "Moved")]
    [InlineData("rebase: Subject", "Copied")]
    [InlineData("rebase: checkout main", "Moved")]
    [InlineData("checkout: moving from main to topic", "Moved")]
    [InlineData("reset: moving to HEAD~1", "Moved")]
    [InlineData("clone: from https://example.org/x", "Moved")]
    [InlineData("branch: Created from HEAD", "Moved")]
    [InlineData("", "Moved")]
    public void A_message_says_what_moved_head(string message, string move) =>
        Assert.Equal(move, Reflog.Classify(message).ToString());
}
