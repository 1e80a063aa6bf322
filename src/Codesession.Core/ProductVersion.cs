using System.Reflection;

namespace Codesession;

/// <summary>Which version this is.</summary>
public static class ProductVersion
{
    /// <summary>The version of the product, as set in Directory.Build.props: <c>3.0.0</c>.</summary>
    public static string Text { get; } =
        typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>The version of the JSON contract.</summary>
    public const int Schema = 1;
}
