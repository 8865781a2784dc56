using System.IO;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using IosBackup.Tests;

namespace IosBackup.PS.Tests.Hosting;

/// <summary>The module as the build lays it out. Its assemblies come from there and from nowhere else.</summary>
internal static class StagedModule
{
    public static string Manifest { get; } = Path.Combine(ConformanceData.Root, "IosBackup.psd1");

    public static string Bin { get; } = Path.Combine(ConformanceData.Root, "module", "bin", "net8.0");

    [ModuleInitializer]
    internal static void LoadFromStage() => AssemblyLoadContext.Default.Resolving += (context, name) =>
    {
        string path = Path.Combine(Bin, name.Name + ".dll");
        return File.Exists(path) ? Assembly.LoadFrom(path) : null;
    };
}
