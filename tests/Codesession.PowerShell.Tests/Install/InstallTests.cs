using System.Diagnostics;

namespace Codesession.PowerShell.Tests.Install;

/// <summary>The module's <c>cs</c> put where other shells find it, and taken away again.</summary>
public sealed class InstallTests : ModuleTest
{
    private static readonly string[] Names = OperatingSystem.IsWindows() ? ["cs.exe", "codesession.exe"] : ["cs", "codesession"];

    // On Windows the default is not in the home folder, and the tests leave the user's own alone.
    public InstallTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "It would change the user's Path.");

    private string Folder => Path.Combine(Home, ".local", "bin");

    private string[] Commands => [.. Names.Select(name => Path.Combine(Folder, name))];

    private string[] Installed => Directory.Exists(Folder) ? [.. Directory.GetFileSystemEntries(Folder).Order()] : [];

    private static string? Target(string link) => new FileInfo(link).LinkTarget;

    private void Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }

    [Fact]
    public void Both_names_run_from_any_shell()
    {
        Assert.Empty(Shell.Run("Install-CsCommand").Output);

        Assert.Equal(Commands.Order(), Installed);
        foreach (var command in Commands)
        {
            Assert.Equal(Executable.Path, Target(command));
            using var process = Process.Start(new ProcessStartInfo(command, ["--version"]) { RedirectStandardOutput = true })!;
            Assert.Equal(ProductVersion.Text, process.StandardOutput.ReadToEnd().Trim());
        }
    }

    [Fact]
    public void It_emits_the_links_when_asked() =>
        Assert.Equal(Commands, Shell.Run("Install-CsCommand -PassThru").All<FileInfo>().Select(link => link.FullName));

    [Fact]
    public void A_folder_that_shells_do_not_look_in_is_warned_of()
    {
        var warning = Assert.Single(Shell.Run("Install-CsCommand").Warnings);
        Assert.Equal($"{Folder} is not in your PATH. Add it in the profile of your shell: export PATH=\"{Folder}:$PATH\"", warning);

        var path = Environment.GetEnvironmentVariable("PATH");
        try
        {
            Environment.SetEnvironmentVariable("PATH", $"{path}:{Folder}/");
            Assert.Empty(Shell.Run("Install-CsCommand").Warnings);
            Assert.Empty(Shell.Run("Install-CsCommand $folder", ("folder", Folder + "/")).Warnings);
        }
        finally
        {
            Environment.SetEnvironmentVariable("PATH", path);
        }
    }

    [Fact]
    public void Another_folder_may_be_told()
    {
        var folder = Repository.PathOf("my [tools]");

        Shell.Run("Install-CsCommand './my [tools]/'").AssertNoErrors();

        Assert.Equal(Names.Select(name => Path.Combine(folder, name)).Order(), Directory.GetFileSystemEntries(folder).Order());
        Shell.Run("Uninstall-CsCommand './my [tools]'").AssertNoErrors();
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void What_it_would_do_is_said_and_not_done()
    {
        Shell.Run("Install-CsCommand -WhatIf -PassThru").AssertNoErrors();

        Assert.False(Directory.Exists(Folder));
        Assert.Contains("Link to", Shell.Host.Shown);
        Shell.Run("Install-CsCommand; Uninstall-CsCommand -WhatIf").AssertNoErrors();
        Assert.Equal(2, Installed.Length);
    }

    [Fact]
    public void Another_program_of_that_name_stays_unless_forced()
    {
        Write(Commands[0], "another program");

        var error = Shell.Run("Install-CsCommand").Error("file_exists");

        Assert.Equal(Commands[0], error.TargetObject);
        Assert.Equal("another program", File.ReadAllText(Commands[0]));
        // The other name is free, and put there all the same.
        Assert.Equal(Executable.Path, Target(Commands[1]));

        Shell.Run("Install-CsCommand -Force").AssertNoErrors();
        Assert.Equal(Executable.Path, Target(Commands[0]));
    }

    [Fact]
    public void A_link_to_another_program_is_another_program_also_where_that_is_gone()
    {
        Directory.CreateDirectory(Folder);
        File.CreateSymbolicLink(Commands[0], "/opt/other/cs");

        Shell.Run("Install-CsCommand").Error("file_exists");
        Assert.Equal("/opt/other/cs", Target(Commands[0]));

        Shell.Run("Uninstall-CsCommand").AssertNoErrors();
        Assert.Equal("/opt/other/cs", Target(Commands[0]));
        Assert.Equal([Commands[0]], Installed);
    }

    [Fact]
    public void An_older_module_gives_way_also_one_that_is_gone()
    {
        Directory.CreateDirectory(Folder);
        File.CreateSymbolicLink(Commands[0], "/modules/Codesession/2.9.0/bin/linux-x64/cs");

        Shell.Run("Install-CsCommand").AssertNoErrors();
        Shell.Run("Install-CsCommand").AssertNoErrors();

        Assert.All(Commands, command => Assert.Equal(Executable.Path, Target(command)));
    }

    [Fact]
    public void Uninstalling_removes_its_links_and_nothing_else()
    {
        Shell.Run("Install-CsCommand").AssertNoErrors();
        Write(Path.Combine(Folder, "mine"), "mine");
        File.Delete(Commands[1]);
        Write(Commands[1], "another program");

        var result = Shell.Run("Uninstall-CsCommand -Verbose");

        result.AssertNoErrors();
        Assert.Equal([$"{Commands[1]} is something else and stays."], result.Verbose.Where(line => line.StartsWith(Commands[1])));
        Assert.Equal([Commands[1], Path.Combine(Folder, "mine")], Installed);
    }

    [Fact]
    public void A_native_cs_that_the_user_has_linked_himself_is_not_removed()
    {
        Directory.CreateDirectory(Folder);
        File.CreateSymbolicLink(Commands[0], Path.Combine(Home, ".local", "share", "codesession", "cs"));

        Shell.Run("Uninstall-CsCommand").AssertNoErrors();

        Assert.Equal([Commands[0]], Installed);
    }

    [Fact]
    public void Uninstalling_where_nothing_is_does_nothing()
    {
        Assert.Empty(Shell.Run("Uninstall-CsCommand").Output);
        Assert.False(Directory.Exists(Folder));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_an_error()
    {
        Write(Folder, "a file");

        var errors = Shell.Run("Install-CsCommand").Errors;

        Assert.Equal(["io_error,Codesession.PowerShell.InstallCsCommandCommand"], errors.Select(error => error.FullyQualifiedErrorId).Distinct());
    }

    [Fact]
    public void A_module_in_a_folder_of_any_name_knows_its_own_links()
    {
        var folder = ModuleCopy.To(Path.Combine(Home, "checkout"));

        ShellProcess.Run(Home, "param($Module) Import-Module \"$Module/Codesession.psd1\"; Install-CsCommand -WarningAction Ignore; Install-CsCommand -WarningAction Ignore; Uninstall-CsCommand",
            folder).Succeeded();

        Assert.Empty(Installed);
    }
}
