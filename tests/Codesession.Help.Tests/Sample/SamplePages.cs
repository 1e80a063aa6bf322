namespace Codesession.Help.Tests.Sample;

/// <summary>A copy of the sample's pages to spoil, and a place for what is made of them.</summary>
public sealed class SamplePages : IDisposable
{
    public static readonly string Module = typeof(SamplePages).Assembly.Location;

    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("codesession-help-");

    public SamplePages()
    {
        root.CreateSubdirectory("pages");
        foreach (var page in Directory.EnumerateFiles(Path.Join(AppContext.BaseDirectory, "Sample/pages")))
            File.Copy(page, Path.Join(Folder, Path.GetFileName(page)));
    }

    public string Folder => Path.Join(root.FullName, "pages");

    public string Output => Path.Join(root.FullName, "en-US");

    public string Help => Path.Join(Output, Path.GetFileName(Module) + "-Help.xml");

    public SamplePages Write(string page, string text)
    {
        File.WriteAllText(Path.Join(Folder, page), text);
        return this;
    }

    public SamplePages Replace(string page, string from, string to)
    {
        var text = File.ReadAllText(Path.Join(Folder, page)).ReplaceLineEndings("\n");
        Assert.Contains(from, text, StringComparison.Ordinal);
        return Write(page, text.Replace(from, to, StringComparison.Ordinal));
    }

    public SamplePages Delete(string page)
    {
        File.Delete(Path.Join(Folder, page));
        return this;
    }

    /// <summary>What is wrong with the pages, without the name of their folder.</summary>
    public IReadOnlyList<string> Problems() =>
        [.. HelpFiles.Write(Folder, Module, Output).Select(problem => $"{problem with { File = Path.GetFileName(problem.File) }}")];

    public void Dispose() => root.Delete(recursive: true);
}
