using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using IosBackup.Tests;
using Xunit;

namespace IosBackup.PS.Tests.Module;

public sealed class FrameworkClosureTests
{
    [Fact]
    public void Windows_PowerShell_finds_every_assembly_that_the_module_needs()
    {
        string bin = Path.Combine(ConformanceData.Root, "module", "bin", "net472");
        Assert.SkipUnless(Directory.Exists(bin), "The module has not been built for .NET Framework.");
        string[] staged = [.. Directory.EnumerateFiles(bin, "*.dll", SearchOption.AllDirectories)
            .Where(path => !path.Contains("native", StringComparison.Ordinal))];
        HashSet<string> known =
            [.. staged.Concat(FrameworkAssemblies()).Select(path => Path.GetFileNameWithoutExtension(path))];
        known.Add("System.Management.Automation");

        foreach (string path in staged)
        {
            foreach (string reference in References(path))
            {
                Assert.True(known.Contains(reference), $"{Path.GetFileName(path)} needs {reference}.");
            }
        }
    }

    private static IEnumerable<string> FrameworkAssemblies()
    {
        string packages = typeof(FrameworkClosureTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(metadata => metadata.Key == "PackageRoot").Value!;
        string reference = Path.Combine(packages, "microsoft.netframework.referenceassemblies.net472");
        Assert.SkipUnless(Directory.Exists(reference), "The reference assemblies are not on this machine.");
        return Directory.EnumerateFiles(reference, "*.dll", SearchOption.AllDirectories);
    }

    private static List<string> References(string path)
    {
        using PEReader reader = new(File.OpenRead(path));
        MetadataReader metadata = reader.GetMetadataReader();
        return [.. metadata.AssemblyReferences
            .Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }
}
