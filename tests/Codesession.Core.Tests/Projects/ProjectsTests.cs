using Codesession.Core.Tests.Sessions;

namespace Codesession.Core.Tests.Projects;

/// <summary>Which folders are looked over.</summary>
public class ProjectsTests : SessionTest
{
    private Codesession.Projects Projects => Test.Ledger.Projects;

    [Fact]
    public void A_folder_is_registered_by_its_git_root_and_a_name()
    {
        var repository = GitRepository.Create(Test);
        Directory.CreateDirectory(repository.FullPath("deep/er"));

        var project = Projects.Add(repository.FullPath("deep/er"));
        var plain = Projects.Add(Test.Work, "A name");

        Assert.Equal((FolderPath.Written(repository.Root), "repository", Test.Clock.GetUtcNow()), (project.Path, project.Name, project.AddedAt));
        Assert.Equal([plain, project], Projects.All());
        Assert.Equal("A name", plain.Name);
    }

    [Fact]
    public void Registering_again_changes_nothing_but_a_name_that_is_given()
    {
        var first = Projects.Add(Test.Work, "one");

        Assert.Equal(first, Projects.Add(Test.Work + Path.DirectorySeparatorChar));
        Assert.Equal(first with { Name = "two" }, Projects.Add(Test.Work, "two"));
        Assert.Equal("two", Assert.Single(Projects.All()).Name);
    }

    [Fact]
    public async Task What_is_no_folder_is_refused()
    {
        var file = Path.Combine(Test.Work, "file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);

        await RefusedAsync(ErrorCode.IoError, () => Task.FromResult(Projects.Add(Path.Combine(Test.Work, "missing"))));
        await RefusedAsync(ErrorCode.InvalidInput, () => Task.FromResult(Projects.Add(file)));
        await RefusedAsync(ErrorCode.InvalidInput, () => Task.FromResult(Projects.Add(Test.Work, new string('x', 201))));
        Assert.Empty(Projects.All());
    }

    [Fact]
    public void A_project_is_removed_also_where_its_folder_is_gone()
    {
        var project = Projects.Add(Test.Work);
        Directory.Delete(Test.Work);

        Assert.Equal(project, Projects.Remove(Test.Work));
        Assert.Null(Projects.Remove(Test.Work));
        Assert.Empty(Projects.All());
    }

    [Fact]
    public void Rows_of_the_original_are_seen_and_shared()
    {
        var project = Projects.Add(Test.Work);
        Test.Close();
        // As its statement is, a name left out as in its early versions.
        const string Insert = "INSERT OR IGNORE INTO today_projects (path, name, added_at) VALUES ($1, $2, '2026-01-01T00:00:00.000Z')";
        Test.Sql.Execute(Insert, project.Path, "other");
        Test.Sql.Execute(Insert, "/gone/shop", null);

        using var ledger = Test.Open();

        Assert.Equal([("shop", "/gone/shop"), (project.Name, project.Path)], ledger.Projects.All().Select(other => (other.Name, other.Path)));
    }

    [Theory]
    [InlineData("/a/b", "/a/b", true)]
    [InlineData("/a/b/c", "/a/b", true)]
    [InlineData("/a/b/", "/a/b", true)]
    [InlineData("/a", "/a/b", false)]
    [InlineData("/a/bc", "/a/b", false)]
    [InlineData("/a", "/", true)]
    public void A_folder_is_in_itself_and_in_those_above_it(string path, string folder, bool expected) => Assert.Equal(expected, FolderPath.IsIn(path, folder));
}
